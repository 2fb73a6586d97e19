import ComposeModel
import EngineAPI
import EngineClient
import Foundation
import IgnoreRules
import SessionEvents
import SystemPackage
import TarArchives
import TestSupport
import Testing

@testable import DevelopmentLoop

/// What happens when the watched path itself becomes something else, and how often a large file travels.
@Suite(
    TestEngine.atOnce,
    .enabled("an engine with the test images answers") {
        await TestEngine.isReady(TestEngine.debian, TestEngine.busybox)
    }
)
struct WatchedRootTests: WatchSessionSuite {
    private static let images = [TestEngine.debian, TestEngine.busybox]

    /// The tree behind the link is watched and sent, as it would be if the link had been there at the start.
    @Test(arguments: images)
    func aLinkInPlaceOfTheWatchedDirectoryIsFollowed(image: ImageReference) async throws {
        try await withTemporaryDirectory { parent in
            let root = parent.appending("src")
            let others = [parent.appending("one"), parent.appending("two")]
            try root.pushing("sub/a").write("0")
            for (index, other) in others.enumerated() {
                try other.pushing("sub/a").write("from \(index)")
                try other.appending("only\(index)").write("x")
            }
            try await withSync(of: root, projectDirectory: parent, image: image) { container, events in
                try await expectSameFiles(container, "/app", root, "at first")
                try root.move(to: parent.appending("away"))
                try root.makeLink(to: "one")
                try await expectSameFiles(container, "/app", others[0], "linked")
                try others[0].pushing("sub/b").write("edited behind the link")
                try await expectSameFiles(container, "/app", others[0], "edited behind the link")
                try parent.appending("next").makeLink(to: "two")
                try parent.appending("next").move(to: root)
                try await expectSameFiles(container, "/app", others[1], "linked to another")
                try others[1].appending("new").write("1")
                try await expectSameFiles(container, "/app", others[1], "edited behind the other")
                try root.remove()
                try parent.appending("away").move(to: root)
                try root.appending("late").write("1")
                try await expectSameFiles(container, "/app", root, "a directory again")
                #expect(events.failures == [])
            }
        }
    }

    @Test(arguments: images)
    func aLargeFileThatIsCopiedIntoTheTreeTravelsOnce(image: ImageReference) async throws {
        try await withTemporaryDirectory { root in
            try await withSync(of: root, image: image) { container, events in
                let file = try FileDescriptor.open(
                    root.appending("large"),
                    .writeOnly,
                    options: .create,
                    permissions: [.ownerReadWrite, .groupRead, .otherRead]
                )
                // A writer that the disk holds up for longer than a copy is given looks like one that is done.
                var stalls = 0
                var last = ContinuousClock.now
                for round in 0..<100 {
                    try file.writeAll([UInt8](repeating: UInt8(round), count: 1_000_000))
                    try await Task.sleep(for: .milliseconds(3))
                    if .now - last > .milliseconds(90) { stalls += 1 }
                    last = .now
                }
                try file.close()
                try await expectSameFiles(container, "/app", root, "after the last piece")
                try root.appending("last").write("1")
                try await expectSameFiles(container, "/app", root, "after another file")
                let written = events.applications.map(\.written)
                #expect(
                    written.allSatisfy { $0 == 1 } && written.count <= 2 + stalls,
                    "\(written), \(stalls) stalls"
                )
                #expect(events.failures == [])
            }
        }
    }
}
