import ComposeModel
import Convergence
import EngineServer
import Operations
import Reconciliation
import SessionEvents
import TestSupport
import Testing

/// Stopping and killing services, without an engine.
@Suite(.timeLimit(.minutes(5))) struct StopTests {
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

    @Test func whatWasAskedForStopsAndNotWhatItDependsOn() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            let session = fixture.session(engine.client)
            try await fixture.up(engine.client)
            fixture.store.exit("shop-other-1", code: 0)
            var options = fixture.options
            options.reconciliation.services = ["web", "other"]
            try await Stop.afterUp(session, options).run()
            #expect(fixture.store.running == ["shop-db-1"])
            try await Stop.afterUp(session, fixture.options).run()
        }
        #expect(fixture.store.running == [])
        #expect(fixture.store.calls(.stopContainer) == ["stopContainer shop-web-1", "stopContainer shop-db-1"])
        let stopped = fixture.events.all.compactMap { event -> String? in
            guard case .standing(state: .stopped) = event.action else { return nil }
            return event.subject?.name
        }
        #expect(stopped == ["shop-other-1", "shop-other-1", "shop-web-1"])
    }
}
