import ComposeModel
import EngineAPI
import EngineClient
import SystemPackage
import TestSupport
import Testing

@testable import DevelopmentLoop

/// Of a container that goes away nobody wants to hear which files did not arrive: the next one gets them.
@Suite(
    TestEngine.atOnce,
    .enabled("an engine with the test images answers") { await TestEngine.isReady(TestEngine.debian) }
)
struct ArchiveReceiverTests {
    private func receiver(of container: ContainerID, from host: FilePath) async throws -> SyncChannelTests.Receiver {
        let files = try await ArchiveReceiver.open(TestEngine.client, container: container, user: "")
        return SyncChannelTests.Receiver(files, WatchedPath(action: .sync, host: host, container: "/app"))
    }

    @Test func aContainerThatIsRemovedIsLost() async throws {
        try await withTemporaryDirectory { root in
            try root.appending("file").write("1")
            let request = ContainerCreateRequest(image: TestEngine.debian)
            let container = try await TestEngine.client.createContainer(request, name: nil).id
            let receiver = try await receiver(of: container, from: root)
            try await TestEngine.client.removeContainer(container, force: true)
            await #expect(throws: ReceiverFault.lost) { try await receiver.send([root.appending("file")]) }
        }
    }

    @Test func aFileThatBecameADirectoryHoldsUpNoOther() async throws {
        try await withTemporaryDirectory { root in
            let (a, b) = (root.appending("a"), root.appending("b"))
            try a.write("1")
            try b.write("1")
            try await TestEngine.withContainer(image: TestEngine.debian) { container in
                let receiver = try await receiver(of: container, from: root)
                let operations = receiver.tree.operations(for: [a, b], of: receiver.rule).operations
                try a.remove()
                try a.makeDirectory()
                let result = try await receiver.files.apply(operations, target: 0)
                #expect(result.unsettled == ["/app/a"])
                #expect(result.failures == [])
                #expect(Set(try await TestEngine.files(of: container, at: "/app").keys) == ["b"])
            }
        }
    }

    @Test func aContainerThatEndsBeforeADeletionIsLost() async throws {
        try await withTemporaryDirectory { root in
            try root.appending("file").write("1")
            try await TestEngine.withContainer(image: TestEngine.debian) { container in
                let receiver = try await receiver(of: container, from: root)
                let failures = try await receiver.send([root.appending("file")])
                #expect(failures == [])
                try root.appending("file").remove()
                try TestEngine.docker("kill", container.rawValue)
                _ = await #expect(throws: ReceiverFault.lost) { try await receiver.send([root.appending("file")]) }
            }
        }
    }
}
