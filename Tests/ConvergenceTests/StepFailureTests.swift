import Diagnostics
import EngineServer
import Reconciliation
import TestSupport
import Testing

@testable import Convergence

/// A step that fails takes with it what depends on it, and nothing else.
@Suite(.timeLimit(.minutes(5))) struct StepFailureTests {
    private static let text = """
        services:
          web: {image: web, depends_on: [db]}
          db: {image: db, volumes: ["data:/data"]}
          cache: {image: cache, network_mode: none}
        volumes: {data: {}}
        """

    @Test(arguments: [
        (
            ScriptedStore.Call.createNetwork, "shop_default",
            "cannot create network shop_default: the engine refused 'POST /networks/create' with status 500: boom",
            ["shop-cache-1"]
        ),
        (
            .createVolume, "shop_data",
            "cannot create volume shop_data: the engine refused 'POST /volumes/create' with status 500: boom",
            ["shop-cache-1"]
        ),
        (
            .createContainer, "shop-db-1",
            "cannot create container shop-db-1: the engine refused 'POST /containers/create' with status 500: boom",
            ["shop-cache-1"]
        ),
        (
            .startContainer, "shop-db-1",
            "cannot start container shop-db-1: the engine refused 'POST /containers/shop-db-1/start' with status 500: boom",
            ["shop-cache-1"]
        ),
        (
            .startContainer, "shop-web-1",
            "cannot start container shop-web-1: the engine refused 'POST /containers/shop-web-1/start' with status 500: boom",
            ["shop-cache-1", "shop-db-1"]
        ),
    ]) func atTheStart(call: ScriptedStore.Call, subject: String, message: String, running: [String]) async throws {
        let fixture = try ConvergenceFixture(Self.text)
        fixture.store.fail(call, on: subject, with: .system("boom"), times: 1)
        try await ServedEngine.with(fixture.store) { engine in
            let failure = try await fixture.failure(engine.client)
            #expect(failure == message)
            #expect(fixture.store.running.sorted() == running)
            // The next plan does what is missing.
            #expect(try await fixture.failure(engine.client) == nil)
            #expect(fixture.store.running.sorted() == ["shop-cache-1", "shop-db-1", "shop-web-1"])
            #expect(try await fixture.plan(engine.client).isEmpty)
        }
    }

    @Test(arguments: [ScriptedStore.Call.createContainer, .startContainer])
    func whatToDoAboutAFullDiskIsSaid(call: ScriptedStore.Call) async throws {
        let fixture = try ConvergenceFixture("services: {web: {image: web, network_mode: none}}")
        let words = "mkdir /var/lib/docker/overlay2/1: no space left on device"
        fixture.store.fail(call, on: "shop-web-1", with: .system(words), times: 1)
        try await ServedEngine.with(fixture.store) { engine in
            do {
                try await fixture.converge(engine.client)
                Issue.record("it did not fail")
            } catch let error as ConvergenceError {
                let diagnostic = try #require(error.diagnostics.first)
                #expect(diagnostic.message.hasSuffix("with status 500: \(words)"))
                #expect(diagnostic.code == .requestRejected)
                #expect(diagnostic.hint == "free space on the engine's disk: 'docker system df' says what takes it")
            }
            #expect(try await fixture.failure(engine.client) == nil)
            #expect(fixture.store.running == ["shop-web-1"])
        }
    }

    @Test(arguments: [
        (
            ScriptedStore.Call.stopContainer,
            "cannot stop container shop-db-1: the engine refused 'POST /containers/shop-db-1/stop' with status 500: boom"
        ),
        (
            .removeContainer,
            "cannot remove container shop-db-1: the engine refused 'DELETE /containers/shop-db-1' with status 500: boom"
        ),
    ]) func duringAReplacement(call: ScriptedStore.Call, message: String) async throws {
        let before = try ConvergenceFixture("services: {db: {image: db}}")
        let after = try ConvergenceFixture("services: {db: {image: db, environment: {A: b}}}", on: before.store)
        try await ServedEngine.with(before.store) { engine in
            try await before.converge(engine.client)
            before.store.fail(call, on: "shop-db-1", with: .system("boom"), times: 1)
            #expect(try await after.failure(engine.client) == message)
            #expect(try await after.failure(engine.client) == nil)
            #expect(before.store.containerNames == ["shop-db-1"])
            #expect(before.store.running == ["shop-db-1"])
            #expect(try await after.plan(engine.client).isEmpty)
        }
    }

    @Test func allThatFailedIsTold() async throws {
        let fixture = try ConvergenceFixture(
            """
            services:
              a: {image: a, network_mode: none}
              b: {image: b, network_mode: none}
              c: {image: c, network_mode: none}
            """
        )
        fixture.store.fail(.startContainer, on: "shop-a-1", with: .system("boom"))
        fixture.store.fail(.createContainer, on: "shop-b-1", with: .invalidParameter("bad"))
        #expect(
            try await fixture.failure() == """
                cannot create container shop-b-1: the engine refused 'POST /containers/create' with status 400: bad
                cannot start container shop-a-1: the engine refused 'POST /containers/shop-a-1/start' with status 500: boom
                """
        )
        #expect(fixture.store.running == ["shop-c-1"])
    }

    @Test func aFailureCutsWaitsShort() async throws {
        let fixture = try ConvergenceFixture(
            """
            services:
              web: {image: web, depends_on: {db: {condition: service_healthy}}}
              db: {image: db, healthcheck: {test: [CMD, check]}}
              broken: {image: broken}
            """
        )
        // The verdict on 'db' never comes.
        fixture.store.fail(.startContainer, on: "shop-broken-1", with: .system("boom"))
        #expect(
            try await fixture.failure()
                == "cannot start container shop-broken-1: the engine refused 'POST /containers/shop-broken-1/start' with status 500: boom"
        )
        #expect(fixture.store.running == ["shop-db-1"])
    }

    @Test func aPortThatIsTakenIsNamed() async throws {
        let store = ScriptedStore()
        let other = try ConvergenceFixture("services: {db: {image: db, ports: ['8080:80']}}", on: store)
        let fixture = try ConvergenceFixture("services: {web: {image: web, ports: ['8080:80']}}", on: store)
        try await ServedEngine.with(store) { engine in
            let plan = try await fixture.plan(engine.client)
            try await other.converge(engine.client)
            do {
                try await fixture.executor(engine.client).execute(plan)
                Issue.record("it did not fail")
            } catch let error as ConvergenceError {
                #expect(
                    error.diagnostics.map(\.message) == [
                        "service 'web' cannot publish port 0.0.0.0:8080: container 'shop-db-1' holds it"
                    ]
                )
            }
        }
    }

    @Test func noMoreStepsAreUnderWayThanAllowed() async throws {
        var fixture = try ConvergenceFixture(
            """
            services:
              a: {image: a, network_mode: none}
              b: {image: b, network_mode: none}
            """
        )
        fixture.options.parallelLimit = 1
        fixture.store.hold(.createContainer, on: "shop-a-1")
        let held = fixture
        try await ServedEngine.with(held.store) { engine in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await held.converge(engine.client) }
                try await held.store.reached(.createContainer, "shop-a-1")
                #expect(held.store.calls(.createContainer) == ["createContainer shop-a-1"])
                held.store.release(.createContainer, on: "shop-a-1")
                try await group.waitForAll()
            }
        }
        #expect(held.store.running.sorted() == ["shop-a-1", "shop-b-1"])
    }
}
