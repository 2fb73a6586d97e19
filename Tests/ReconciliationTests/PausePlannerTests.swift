import ComposeModel
import Reconciliation
import Testing

/// Which containers are paused, and which go on.
@Suite struct PausePlannerTests {
    private func plan(_ change: PausePlanner.Change, _ services: Set<ServiceName> = []) throws -> String {
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
        return PausePlanner(change, of: services, observed: fixture.observed).plan().text
    }

    @Test func withoutNamesThoseAreMeantThatCanBeChanged() throws {
        #expect(try plan(.pause) == "1. pause container shop-web-1  # it was asked for")
        #expect(try plan(.unpause) == "1. unpause container shop-db-1  # it was asked for")
    }

    @Test func whatWasNamedIsTried() throws {
        #expect(try plan(.pause, ["db"]) == "1. pause container shop-db-1  # it was asked for")
        #expect(try plan(.unpause, ["web"]) == "1. unpause container shop-web-1  # it was asked for")
    }

    @Test func whatDoesNotRunIsLeftOut() throws {
        #expect(try plan(.pause, ["job"]) == "")
    }
}
