import TestSupport
import Testing

@testable import Convergence

/// A dependency with `required: false` that fails is told, and its dependents start.
@Suite(.timeLimit(.minutes(5))) struct OptionalDependencyTests {
    private static func text(_ condition: String) -> String {
        """
        services:
          web: {image: web, network_mode: none, depends_on: {db: {condition: \(condition), required: false}}}
          db: {image: db, network_mode: none, healthcheck: {test: [CMD, check]}}
        """
    }

    @Test func oneThatExits() async throws {
        let fixture = try ConvergenceFixture(Self.text("service_healthy"))
        fixture.store.script("db") { $0.fates = [[.exits(1)]] }
        #expect(try await fixture.failure() == nil)
        #expect(
            fixture.events.warnings == [
                "optional dependency \"db\" failed to start: container shop-db-1 exited (1) before it was healthy"
            ]
        )
        #expect(fixture.store.running == ["shop-web-1"])
    }

    @Test func oneThatDoesNotSucceed() async throws {
        let fixture = try ConvergenceFixture(Self.text("service_completed_successfully"))
        fixture.store.script("db") { $0.fates = [[.exits(2)]] }
        #expect(try await fixture.failure() == nil)
        #expect(
            fixture.events.warnings == ["optional dependency \"db\" didn't complete successfully: exit 2"]
        )
        #expect(fixture.store.running == ["shop-web-1"])
    }

    @Test func whereUnreadinessIsAFailureTheRestIsDoneAllTheSame() async throws {
        var fixture = try ConvergenceFixture(Self.text("service_healthy"))
        fixture.options.failsWhenUnready = true
        fixture.store.script("db") { $0.fates = [[.exits(1)]] }
        #expect(
            try await fixture.failure()
                == "dependency failed to start: container shop-db-1 exited (1) before it was healthy"
        )
        #expect(fixture.store.running == ["shop-web-1"])
    }
}
