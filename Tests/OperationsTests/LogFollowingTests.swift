import ComposeModel
import EngineAPI
import EngineClient
import EngineServer
import Reconciliation
import SessionEvents
import TestSupport
import Testing

@testable import Operations

/// What services write, shown as it comes.
@Suite(.timeLimit(.minutes(5))) struct LogFollowingTests {
    private static let shop = """
        services:
          web: {image: web, network_mode: none}
          db: {image: db, network_mode: none}
        """

    private func options(_ change: (inout Logs.Options) -> Void = { _ in }) -> Logs.Options {
        var options = Logs.Options()
        options.follows = true
        change(&options)
        return options
    }

    /// Follows the output of a project that is up, while `body` lets things happen; time passes by itself.
    private func following(
        _ fixture: OperationsFixture,
        _ engine: ServedEngine,
        _ options: Logs.Options,
        _ body: @Sendable (ScriptedStore) async throws -> Void
    ) async throws {
        try await fixture.clock.passing(within: .seconds(10)) {
            async let end: Void = Logs(fixture.session(engine.client).session, options: options).run()
            try await body(fixture.store)
            try await end
        }
    }

    private func isFollowed(_ container: String, _ store: ScriptedStore) async throws -> Bool {
        try await eventually { store.followerCount(of: container) == 1 }
    }

    @Test func itEndsWithTheLastContainer() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            try fixture.store.write("w1", in: "shop-web-1")
            try await following(fixture, engine, options()) { store in
                for name in ["shop-web-1", "shop-db-1"] { #expect(try await isFollowed(name, store)) }
                // Each container is followed for itself: one may be shown later, although it wrote earlier.
                #expect(try await eventually { fixture.events.output == ["web-1: w1"] })
                try store.write("d1", in: "shop-db-1")
                #expect(try await eventually { fixture.events.output == ["web-1: w1", "db-1: d1"] })
                try store.write("w2", to: .stderr, in: "shop-web-1")
                store.exit("shop-web-1", code: 3)
                #expect(try await eventually { fixture.events.output.last == "web-1 exited 3" })
                try store.write("d2", in: "shop-db-1")
                store.exit("shop-db-1", code: 0)
            }
        }
        #expect(
            fixture.events.output == [
                "web-1: w1", "db-1: d1", "web-1! w2", "web-1 exited 3", "db-1: d2", "db-1 exited 0",
            ]
        )
    }

    @Test func aRestartedContainerIsFollowedFromRunToRun() async throws {
        let fixture = try OperationsFixture("services: {web: {image: web, network_mode: none, restart: always}}")
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            try await following(fixture, engine, options()) { store in
                #expect(try await isFollowed("shop-web-1", store))
                try store.write("first run", in: "shop-web-1")
                // The engine starts it again at once.
                store.exit("shop-web-1", code: 1)
                try store.write("second run", in: "shop-web-1")
                #expect(try await eventually { fixture.events.output.contains("web-1: second run") })
                #expect(try await isFollowed("shop-web-1", store))
                try store.write("last words", in: "shop-web-1")
                try await engine.client.stopContainer("shop-web-1")
            }
        }
        #expect(
            fixture.events.output == [
                "web-1: first run", "web-1 exited 1", "web-1: second run", "web-1: last words", "web-1 exited 143",
            ]
        )
    }

    @Test func onlyWhatIsNewIsShownBehindTheLastLines() async throws {
        let fixture = try OperationsFixture("services: {web: {image: web, network_mode: none}}")
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            try fixture.store.write("one", "two", "three", in: "shop-web-1")
            try await following(fixture, engine, options { $0.tail = 1 }) { store in
                #expect(try await isFollowed("shop-web-1", store))
                try store.write("four", in: "shop-web-1")
                store.exit("shop-web-1", code: 0)
            }
        }
        #expect(fixture.events.output == ["web-1: three", "web-1: four", "web-1 exited 0"])
    }

    @Test func aContainerThatStartsLaterIsShownFromItsFirstLine() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            var web = fixture.options
            web.reconciliation.services = ["web"]
            try await fixture.up(engine.client, options: web)
            fixture.store.script("db") { $0.logLines = ["hello"] }
            try await following(fixture, engine, options()) { store in
                #expect(try await isFollowed("shop-web-1", store))
                try await fixture.up(engine.client)
                #expect(try await isFollowed("shop-db-1", store))
                try await engine.client.removeContainer("shop-db-1", force: true)
                #expect(try await eventually { fixture.events.output.last == "db-1 exited 137" })
                store.exit("shop-web-1", code: 0)
            }
        }
        #expect(fixture.events.output == ["db-1: hello", "db-1 exited 137", "web-1 exited 0"])
    }

    @Test func aTerminalIsFollowed() async throws {
        let fixture = try OperationsFixture("services: {web: {image: web, network_mode: none, tty: true}}")
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            try await following(fixture, engine, options()) { store in
                #expect(try await isFollowed("shop-web-1", store))
                try store.write("one", "two", to: .stderr, in: "shop-web-1")
                store.exit("shop-web-1", code: 0)
            }
        }
        #expect(fixture.events.output == ["web-1: one\r", "web-1: two\r", "web-1 exited 0"])
    }

    @Test func aLostEngineEndsIt() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let error = await #expect(throws: EngineError.self) {
                try await following(fixture, engine, options()) { store in
                    #expect(try await isFollowed("shop-web-1", store))
                    try await engine.lose()
                }
            }
            #expect(error?.isLossOfEngine ?? false)
        }
    }

    /// As `up` does that stays with its services.
    @Test func acrossALossNoLineIsMissedAndNoneIsShownTwice() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            try fixture.store.write("old", in: "shop-web-1")
            let store = fixture.store
            let follower = LogFollower(fixture.session(engine.client).session, services: ["web", "db"])
            try await fixture.clock.passing(within: .seconds(10)) {
                try await follower.followAcrossLosses {
                    #expect(try await isFollowed("shop-web-1", store))
                    #expect(try await isFollowed("shop-db-1", store))
                    try store.write("before", in: "shop-web-1")
                    #expect(try await eventually { fixture.events.output == ["web-1: before"] })
                    try await engine.lose()
                    try store.write("meanwhile", in: "shop-web-1")
                    try store.write("meanwhile", to: .stderr, in: "shop-db-1")
                    store.exit("shop-db-1", code: 5)
                    try await engine.comeBack()
                    #expect(try await isFollowed("shop-web-1", store))
                    try store.write("after", in: "shop-web-1")
                    #expect(try await eventually { fixture.events.output.contains("web-1: after") })
                }
            }
        }
        let output = fixture.events.output
        #expect(output.filter { $0.hasPrefix("web") } == ["web-1: before", "web-1: meanwhile", "web-1: after"])
        #expect(output.filter { $0.hasPrefix("db") } == ["db-1! meanwhile", "db-1 exited 5"])
    }
}
