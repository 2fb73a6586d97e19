import ComposeModel
import Convergence
import EngineAPI
import EngineClient
import EngineServer
import Operations
import Reconciliation
import SessionEvents
import TestSupport
import Testing

/// Bringing a project up, without an engine.
@Suite(.timeLimit(.minutes(5))) struct UpTests {
    private static let shop = """
        services:
          web: {image: web, depends_on: [db]}
          db: {image: db, volumes: ["data:/data"]}
        volumes: {data: {}}
        """

    /// The calls that change something.
    private static func changes(_ store: ScriptedStore) -> [String] {
        store.calls(
            .createContainer,
            .startContainer,
            .stopContainer,
            .removeContainer,
            .renameContainer,
            .createNetwork,
            .createVolume,
            .pullImage,
            .removeImage,
            .removeNetwork,
            .removeVolume
        )
    }

    @Test func everythingIsMadeOnce() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            let first = try await fixture.up(engine.client)
            #expect(first.services == ["db", "web"])
            #expect(!first.wasUpToDate)
            #expect(fixture.store.running.sorted() == ["shop-db-1", "shop-web-1"])
            #expect(fixture.store.networkNames == ["shop_default"])
            #expect(fixture.store.volumeNames == ["shop_data"])
            fixture.store.forgetCalls()
            #expect(try await fixture.up(engine.client).wasUpToDate)
            #expect(Self.changes(fixture.store) == [])
        }
    }

    @Test func whatItSaysBeforeIsWhatItDoes() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            let preview = try await Up(fixture.session(engine.client), options: fixture.options).preview()
            #expect(Self.changes(fixture.store) == [])
            let planned = preview.plans.flatMap(\.steps).map(\.operation.description).sorted()
            try await fixture.up(engine.client)
            #expect(Self.changes(fixture.store).count == planned.count)
            #expect(
                planned == [
                    "create container shop-db-1", "create container shop-web-1", "create network shop_default",
                    "create volume shop_data", "start container shop-db-1", "start container shop-web-1",
                ]
            )
        }
    }

    @Test func whatCannotBeCheckedBreaksItBeforeAnythingIsDone() async throws {
        let fixture = try OperationsFixture(Self.shop)
        for call in [ScriptedStore.Call.containers, .networks, .volumes, .inspectImage] {
            fixture.store.fail(call, with: .system("boom"), times: 1)
            try await ServedEngine.with(fixture.store) { engine in
                await #expect(throws: EngineError.self) { try await fixture.up(engine.client) }
            }
        }
        #expect(Self.changes(fixture.store) == [])
    }

    @Test func anEngineThatComesBackIsGoneOnWith() async throws {
        let fixture = try OperationsFixture(Self.shop)
        fixture.store.hold(.startContainer, on: "shop-web-1")
        try await ServedEngine.with(fixture.store) { engine in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    do {
                        try await fixture.up(engine.client)
                        Issue.record("it did not fail")
                    } catch let error as ConvergenceError {
                        #expect(
                            "\(error)"
                                == "cannot start container shop-web-1: the engine closed the connection during 'POST /containers/shop-web-1/start'"
                        )
                    }
                }
                try await fixture.store.reached(.startContainer, "shop-web-1")
                try await engine.lose()
                try await group.waitForAll()
            }
            fixture.store.release(.startContainer, on: "shop-web-1")
            try await engine.comeBack()
            fixture.store.forgetCalls()
            try await fixture.up(engine.client)
            #expect(Self.changes(fixture.store) == ["startContainer shop-web-1"])
        }
    }

    @Test func aContainerThatHadToGoFirstIsSaidToBeRecreated() async throws {
        let text = """
            services: {web: {image: web, network_mode: none, volumes: ["data:/data"]}}
            volumes: {data: {labels: {version: "1"}}}
            """
        let fixture = try OperationsFixture(text)
        let changed = try OperationsFixture(text.replacing("\"1\"", with: "\"2\""), on: fixture.store)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            var options = changed.options
            options.assumesYes = true
            try await changed.up(engine.client, options: options)
        }
        #expect(fixture.store.calls(.renameContainer) == [])
        let told = changed.events.all.filter { $0.subject?.name == "shop-web-1" }.compactMap { event -> String? in
            switch event.action {
            case .stepDone(let action, _): action.rawValue
            case .standing(let state): state.rawValue
            default: nil
            }
        }
        #expect(told == ["stop container", "remove container", "create container", "recreated", "start container"])
        #expect(!fixture.events.all.contains { $0.action == .standing(state: .recreated) })
    }

    @Test func theLimitOfReadinessIsTheOneThatWasAskedFor() async throws {
        let fixture = try OperationsFixture(
            """
            services:
              web: {image: web, depends_on: {db: {condition: service_healthy}}}
              db: {image: db, healthcheck: {test: [CMD, check]}}
            """
        )
        fixture.store.script("db") { $0.exec = { _ in .hangs } }
        var options = fixture.options
        options.readinessLimit = .seconds(5)
        let limited = options
        try await ServedEngine.with(fixture.store) { engine in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    do {
                        try await fixture.up(engine.client, options: limited)
                        Issue.record("it did not fail")
                    } catch let error as ConvergenceError {
                        #expect("\(error)" == "application not healthy after 5s: service 'db' is not healthy yet")
                    }
                }
                // The first try, the announcement and the limit.
                await fixture.clock.waitForSleepers(3, within: .seconds(5))
                fixture.clock.advance(by: .seconds(5))
                try await group.waitForAll()
            }
        }
        #expect(fixture.store.running == ["shop-db-1"])
    }
}
