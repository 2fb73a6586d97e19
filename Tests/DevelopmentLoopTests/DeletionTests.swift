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

/// What the loop may delete in a container: what came by sync or lay in the tree, and nothing that the image has of its own.
@Suite(
    TestEngine.atOnce,
    .enabled("an engine with the test images answers") {
        await TestEngine.isReady(TestEngine.debian, TestEngine.busybox, TestEngine.shellless)
    }
)
struct DeletionTests: WatchSessionSuite {
    private static let images = [TestEngine.debian, TestEngine.busybox]

    private func paths(_ container: ContainerID, _ path: String = "/app") async throws -> [String] {
        try await TestEngine.files(of: container, at: path).keys.map(\.string).sorted()
    }

    @Test(arguments: images)
    func aDirectoryOfTheImageOutlivesOneOfTheHost(image: ImageReference) async throws {
        try await withTemporaryDirectory { root in
            try root.appending("main").write("1")
            try await withSync(
                of: root,
                image: image,
                files: [.init(path: "app/dist/index.html", bytes: [1]), .init(path: "app/lib/own", bytes: [1])]
            ) { container, events in
                try await eventually("the first comparison") { !events.applications.isEmpty }
                try root.appending("dist").makeDirectory()
                try root.pushing("lib/mine").write("1")
                try await eventually("the file arrives") {
                    try await paths(container).contains("lib/mine")
                }
                try root.appending("dist").remove()
                try root.appending("lib").remove()
                try root.appending("after").write("1")
                try await eventually("what came later arrives") { try await paths(container).contains("after") }
                let expected = ["after", "dist", "dist/index.html", "lib", "lib/own", "main"]
                try await eventually("what was sent is deleted") { try await paths(container) == expected }
                // The container shows it before the answer that tells the loop.
                try await eventually("it is counted") { events.applications.map(\.deleted).reduce(0, +) == 1 }
                #expect(events.failures == [])
            }
        }
    }

    /// Of what lay in the tree when the image was built all is deleted, with the directory when that leaves it empty.
    @Test(arguments: images)
    func aDirectoryOfTheTreeGoesWithItsFiles(image: ImageReference) async throws {
        try await withTemporaryDirectory { root in
            for name in ["pkg/a", "pkg/sub/b", "gen/c"] { try root.pushing(FilePath(name)).write("1") }
            try await withSync(
                of: root,
                image: image,
                files: ["pkg/a", "pkg/sub/b", "gen/c", "gen/cache"].map {
                    .init(path: FilePath("app/\($0)"), bytes: [49])
                }
            ) { container, events in
                try root.appending("first").write("1")
                try await eventually("the container is served") { try await paths(container).contains("first") }
                try root.appending("pkg").remove()
                try root.appending("gen").remove()
                try await eventually("all that the tree had is gone") {
                    try await paths(container) == ["first", "gen", "gen/cache"]
                }
                #expect(events.failures == [])
            }
        }
    }

    /// What a service puts into a directory that came by sync goes with the directory.
    @Test(arguments: images)
    func aDirectoryThatCameBySyncGoesWhole(image: ImageReference) async throws {
        try await withTemporaryDirectory { root in
            try await withSync(of: root, image: image) { container, events in
                for index in 0..<20 { try root.pushing(FilePath("new/f\(index)")).write("1") }
                try await expectSameFiles(container, "/app", root, "at first")
                try await TestEngine.run(
                    "sh",
                    "-c",
                    "mkdir /app/new/cache; echo 1 >/app/new/cache/f",
                    in: container
                )
                let before = events.applications.count
                try root.appending("new").remove()
                try await eventually("the directory is gone") { try await paths(container).isEmpty }
                // Where the directory's own end comes in a batch after that of its files, it counts as one more.
                try await eventually("its files are counted") {
                    (20...21).contains(events.applications.dropFirst(before).map(\.deleted).reduce(0, +))
                }
            }
        }
    }

    @Test func theArchiveEndpointDeletesNothingOfTheImageEither() async throws {
        try await withTemporaryDirectory { root in
            try await withSync(
                of: root,
                image: TestEngine.debian,
                command: ["/bin/bash", "-c", "trap exit TERM; while :; do sleep 0.1; done"],
                files: Impostor(program: "sh", habit: .agrees).files + [.init(path: "app/dist/own", bytes: [1])]
            ) { container, events in
                try await eventually("the fall-back is told") { !events.warnings.isEmpty }
                try root.appending("dist").makeDirectory()
                try root.appending("file").write("1")
                try await eventually("the file arrives") { try await paths(container).contains("file") }
                try root.appending("dist").remove()
                try root.appending("file").remove()
                try await eventually("the file is deleted") { try await paths(container) == ["dist", "dist/own"] }
                #expect(events.failures == [])
            }
        }
    }
}
