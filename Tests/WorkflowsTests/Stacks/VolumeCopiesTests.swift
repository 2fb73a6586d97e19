import ComposeLoader
import ComposeModel
import EngineAPI
import EngineClient
import EngineServer
import Operations
import SessionEvents
import SystemPackage
import TestSupport
import Testing

@testable import Workflows

/// With which data a stack begins, without an engine.
@Suite(.timeLimit(.minutes(5))) struct VolumeCopiesTests {
    private static let text = """
        services: {db: {image: db, volumes: ["data:/data"]}}
        volumes: {data: {}}
        """

    /// What a copy works with.
    private struct Fixture: Sendable {
        let loaded: LoadedProject
        let records: IsolationRecords
        let record: IsolationRecord
        let events = RecordedEvents()
        let context: WorkflowContext

        init(in directory: FilePath) throws {
            loaded = try .shop(VolumeCopiesTests.text)
            records = IsolationRecords(
                environment: ["XDG_STATE_HOME": directory.string],
                homeDirectory: directory.string
            )
            record = IsolationRecord(
                name: "shop",
                project: "main",
                mainProject: "main",
                checkout: GitCheckout(root: "/one", repository: "/one", main: "/main"),
                ports: PortAllotment(.init(20_000, through: 20_099))
            )
            try records.keep(record)
            let request = SessionRequest(
                "up",
                load: LoadRequest(workingDirectory: directory.string),
                homeDirectory: directory.string,
                toolVersion: "test",
                clock: TestClock(),
                wallClock: .system
            )
            context = WorkflowContext(request: request, events: events, interrupts: .none) { _, _ in 0 }
        }

        func copies(_ client: EngineClient, from sources: [ComposeModel.VolumeName: String]) -> VolumeCopies {
            let session = Session(of: "shop", loaded: loaded, client: client, events: events, toolVersion: "test")
            return VolumeCopies(ProjectSession(session, loaded), record, records: records, sources: sources)
        }

        var unfinished: [IsolationRecord.UnfinishedCopy] { records.all().flatMap(\.unfinishedCopies) }
    }

    /// Runs `body` at an engine that has the first stack's volume, and a container that writes to it.
    private func with(
        exitCode: Int,
        _ body: @escaping @Sendable (Fixture, EngineClient, ScriptedStore) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            let fixture = try Fixture(in: directory)
            let store = ScriptedStore(images: ["db"])
            store.script("db") { $0.main = .exits(exitCode) }
            try await ServedEngine.with(store) { engine in
                _ = try await engine.client.createVolume(VolumeCreateRequest(name: "main_data"))
                var writer = ContainerCreateRequest(image: "db")
                writer.hostConfig.mounts = [EngineAPI.Mount(type: .volume, source: "main_data", target: "/data")]
                let id = try await engine.client.createContainer(writer, name: "writer").id
                try await engine.client.startContainer(id)
                store.forgetCalls()
                try await body(fixture, engine.client, store)
            }
        }
    }

    @Test func whatWritesStandsStillWhileItIsCopied() async throws {
        try await with(exitCode: 0) { fixture, client, store in
            let end = try await fixture.copies(client, from: ["data": "main_data"]).run(in: fixture.context)
            #expect(end == .done)
            #expect(store.volumeNames == ["main_data", "shop_data"])
            #expect(
                store.calls(.pauseContainer, .unpauseContainer) == ["pauseContainer writer", "unpauseContainer writer"]
            )
            #expect(store.containerNames == ["writer"])
            #expect(fixture.unfinished == [])
            #expect(try await fixture.copies(client, from: ["data": "main_data"]).steps().isEmpty)
        }
    }

    @Test func halfACopyIsNone() async throws {
        try await with(exitCode: 1) { fixture, client, store in
            let error = await #expect(throws: IsolationError.self) {
                try await fixture.copies(client, from: ["data": "main_data"]).run(in: fixture.context)
            }
            #expect(
                error
                    == .copyFailed(
                        volume: "shop_data",
                        source: "main_data",
                        reason: "'cp' ended with code 1",
                        lines: []
                    )
            )
            #expect(store.volumeNames == ["main_data"])
            #expect(store.calls(.unpauseContainer) == ["unpauseContainer writer"])
            #expect(store.containerNames == ["writer"])
            #expect(fixture.unfinished == [])
        }
    }

    @Test func whatAKilledCopyLeftIsMadeGood() async throws {
        try await with(exitCode: 0) { fixture, client, store in
            let writer = try #require(store.identifier(of: "writer"))
            try await client.pauseContainer(writer)
            _ = try await client.createVolume(VolumeCreateRequest(name: "shop_data"))
            try fixture.records.update(fixture.record) {
                $0.unfinishedCopies = [.init(volume: "shop_data", paused: [writer.rawValue])]
            }
            store.forgetCalls()
            #expect(try await fixture.copies(client, from: [:]).run(in: fixture.context) == .done)
            #expect(store.volumeNames == ["main_data"])
            #expect(try await client.inspectContainer(writer).state.status == .running)
            #expect(fixture.unfinished == [])
        }
    }

    @Test func whatIsThereStays() async throws {
        try await with(exitCode: 0) { fixture, client, store in
            _ = try await client.createVolume(VolumeCreateRequest(name: "shop_data"))
            #expect(try await fixture.copies(client, from: ["data": "main_data"]).steps().isEmpty)
            #expect(try await fixture.copies(client, from: ["data": "nothing"]).steps().isEmpty)
        }
    }
}
