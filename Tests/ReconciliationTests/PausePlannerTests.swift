import ComposeModel
import Reconciliation
import Testing

/// Plans for pauses.
@Suite struct PausePlannerTests {
    private func fixture() throws -> PlanFixture {
        var fixture = try PlanFixture(
            """
            services:
              web: {image: web, network_mode: none}
              db: {image: db, network_mode: none}
              job: {image: job, network_mode: none}
            """
        )
        try fixture.carryOut()
        fixture.change("shop-db-1") { $0.state = .paused }
        fixture.change("shop-job-1") { $0.state = .exited(code: 0) }
        return fixture
    }

    private func text(_ direction: PausePlanner.Direction, _ services: [ServiceName] = []) throws -> String {
        PausePlanner(try fixture().selection(services), direction).plan().text
    }

    @Test func allThatRunArePaused() throws {
        #expect(try text(.pause) == "1. pause container shop-web-1  # it was asked for")
    }

    @Test func allThatArePausedRunOn() throws {
        #expect(try text(.unpause) == "1. unpause container shop-db-1  # it was asked for")
    }

    @Test func whatWasNamedIsTriedInAnyCaseSoThatTheEngineSaysWhatIsWrong() throws {
        #expect(try text(.pause, ["db"]) == "1. pause container shop-db-1  # it was asked for")
        #expect(try text(.unpause, ["web"]) == "1. unpause container shop-web-1  # it was asked for")
    }

    @Test func whatDoesNotRunIsLeftAlone() throws {
        #expect(try text(.pause, ["job"]) == "")
        #expect(try text(.unpause, ["job"]) == "")
    }
}
