import EngineClient
import Reconciliation
import TestSupport
import Testing

@testable import Convergence

/// A plan that is under way when the user asks to stop.
@Suite(.timeLimit(.minutes(5))) struct PlanInterruptionTests {
    /// Carries the plan out, asks to stop when `reached` returns, and lets go on what is held.
    private func interrupt(
        _ fixture: ConvergenceFixture,
        _ client: EngineClient,
        when reached: @Sendable () async throws -> Void,
        then release: @Sendable () -> Void = {}
    ) async throws {
        let interruption = Interruption()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    try await Interruption.$current.withValue(interruption) { try await fixture.converge(client) }
                }
            }
            try await reached()
            interruption.request()
            release()
            try await group.waitForAll()
        }
        await interruption.waitUntilIdle()
    }

    @Test func beginsNothingNew() async throws {
        let fixture = try ConvergenceFixture(
            "services: {web: {image: web, network_mode: none, depends_on: [db]}, db: {image: db, network_mode: none}}"
        )
        fixture.store.hold(.startContainer, on: "shop-db-1")
        try await ServedEngine.with(fixture.store) { engine in
            try await interrupt(fixture, engine.client) {
                try await fixture.store.reached(.startContainer, "shop-db-1")
            } then: {
                fixture.store.release(.startContainer, on: "shop-db-1")
            }
        }
        #expect(fixture.store.running == ["shop-db-1"])
        #expect(fixture.store.calls(.startContainer) == ["startContainer shop-db-1"])
    }

    @Test func doesNotWaitAnyLonger() async throws {
        let fixture = try ConvergenceFixture(
            """
            services:
              web: {image: web, network_mode: none, depends_on: {db: {condition: service_healthy}}}
              db: {image: db, network_mode: none, healthcheck: {test: [CMD, check]}}
            """
        )
        try await ServedEngine.with(fixture.store) { engine in
            try await interrupt(fixture, engine.client) {
                _ = try await eventually { fixture.store.listenerCount == 1 }
            }
        }
        #expect(fixture.store.running == ["shop-db-1"])
    }

    @Test func finishesAReplacement() async throws {
        let before = try ConvergenceFixture("services: {db: {image: db, network_mode: none}}")
        let after = try ConvergenceFixture(
            "services: {db: {image: db, network_mode: none, environment: {A: b}}}",
            on: before.store
        )
        try await ServedEngine.with(before.store) { engine in
            try await before.converge(engine.client)
            before.store.hold(.stopContainer, on: "shop-db-1")
            try await interrupt(after, engine.client) {
                try await before.store.reached(.stopContainer, "shop-db-1")
            } then: {
                before.store.release(.stopContainer, on: "shop-db-1")
            }
            #expect(before.store.containerNames == ["shop-db-1"])
            #expect(before.store.running == ["shop-db-1"])
            let plan = try await after.plan(engine.client)
            #expect(plan.isEmpty)
        }
    }
}
