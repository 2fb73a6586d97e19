import ComposeModel
import Convergence
import EngineServer
import Operations
import Reconciliation
import TestSupport
import Testing

/// Stopping and killing services, without an engine.
@Suite(.timeLimit(.minutes(1))) struct StopTests {
    private static let shop = """
        services:
          web: {image: web, network_mode: none, depends_on: [db]}
          db: {image: db, network_mode: none}
          other: {image: other, network_mode: none}
        """

    @Test func dependentsStopFirst() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            try await Stop(fixture.session(engine.client), services: ["db", "web"]).run()
        }
        #expect(fixture.store.calls(.stopContainer) == ["stopContainer shop-web-1", "stopContainer shop-db-1"])
        #expect(fixture.store.running == ["shop-other-1"])
    }

    @Test func killingLooksAtNoOrderAndAtNoneThatEnded() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            fixture.store.fail(.killContainer, on: "shop-db-1", with: .conflict("it is not running"))
            try await Stop(fixture.session(engine.client), services: ["db", "web"]).kill()
        }
        #expect(fixture.store.running.sorted() == ["shop-db-1", "shop-other-1"])
    }

    @Test func onlyWhatUpStartedIsTakenBack() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            let session = fixture.session(engine.client)
            var first = fixture.options
            first.reconciliation.services = ["db"]
            _ = try await Up(session, options: first).run()
            var second = fixture.options
            second.reconciliation.services = ["web"]
            let up = Up(session, options: second)
            _ = try await up.run()
            try await Stop.afterUp(session, requested: ["web"], before: up.before).run()
        }
        #expect(fixture.store.running == ["shop-db-1"])
    }
}
