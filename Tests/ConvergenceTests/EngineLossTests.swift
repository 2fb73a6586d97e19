import EngineClient
import TestSupport
import Testing

@testable import Convergence

/// The engine goes away while a plan is carried out, and comes back.
@Suite(.timeLimit(.minutes(5))) struct EngineLossTests {
    @Test func duringACallTheNextPlanGoesOn() async throws {
        let fixture = try ConvergenceFixture("services: {web: {image: web, depends_on: [db]}, db: {image: db}}")
        fixture.store.hold(.startContainer, on: "shop-db-1")
        try await ServedEngine.with(fixture.store) { engine in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let failure = try await fixture.failure(engine.client)
                    #expect(
                        failure
                            == "cannot start container shop-db-1: the engine closed the connection during 'POST /containers/shop-db-1/start'"
                    )
                }
                try await fixture.store.reached(.startContainer, "shop-db-1")
                try await engine.lose()
                try await group.waitForAll()
            }
            await #expect(throws: EngineError.self) { try await fixture.converge(engine.client) }
            fixture.store.release(.startContainer, on: "shop-db-1")
            try await engine.comeBack()
            #expect(try await fixture.failure(engine.client) == nil)
            #expect(fixture.store.running.sorted() == ["shop-db-1", "shop-web-1"])
        }
    }

    @Test func duringAWaitItIsAFailureOfTheEngine() async throws {
        let fixture = try ConvergenceFixture(
            """
            services:
              web: {image: web, depends_on: {db: {condition: service_healthy}}}
              db: {image: db, healthcheck: {test: [CMD, check]}}
            """
        )
        try await ServedEngine.with(fixture.store) { engine in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let failure = try await fixture.failure(engine.client)
                    #expect(
                        failure
                            == "cannot wait until container shop-db-1 is healthy: the engine closed the connection during 'GET /events'"
                    )
                }
                await fixture.clock.waitForSleepers(2, within: .seconds(10))
                try await engine.lose()
                try await group.waitForAll()
            }
        }
        #expect(fixture.store.running == ["shop-db-1"])
    }
}
