import ComposeModel
import OrderedCollections
import Reconciliation
import Testing

/// Plans for signals.
@Suite struct KillPlannerTests {
    private func fixture() throws -> PlanFixture {
        var fixture = try PlanFixture(
            """
            services:
              web: {image: web, network_mode: none, depends_on: [db]}
              db: {image: db, network_mode: none}
              former: {image: former, network_mode: none}
            """
        )
        try fixture.carryOut()
        fixture.project.services["former"] = nil
        return fixture
    }

    private func text(
        _ fixture: PlanFixture,
        _ services: [ServiceName] = [],
        signal: String = "SIGKILL",
        removesOrphans: Bool = false
    ) throws -> String {
        KillPlanner(try fixture.selection(services), signal: signal, removesOrphans: removesOrphans).plan().text
    }

    @Test func allThatRunGetTheSignalAtOnce() throws {
        var fixture = try fixture()
        #expect(
            try text(fixture, signal: "HUP") == """
                1. send HUP to container shop-db-1  # it was asked for
                2. send HUP to container shop-web-1  # it was asked for
                """
        )
        fixture.change("shop-web-1") { $0.state = .exited(code: 0) }
        fixture.change("shop-db-1") { $0.isOneOff = true }
        #expect(try text(fixture) == "1. send SIGKILL to container shop-db-1  # it was asked for")
    }

    @Test func orphansGoWhenAskedFor() throws {
        #expect(
            try text(try fixture(), ["web"], removesOrphans: true) == """
                1. send SIGKILL to container shop-former-1  # its service is not in the project
                2. remove container shop-former-1 after 1  # its service is not in the project
                3. send SIGKILL to container shop-web-1  # it was asked for
                """
        )
    }

    @Test(arguments: [("SIGKILL", true), ("kill", true), ("9", true), ("SIGHUP", false), ("15", false)])
    func onlyOneSignalIsSurvivedByNobody(signal: String, isFatal: Bool) throws {
        let plan = KillPlanner(try fixture().selection(["web"]), signal: signal, removesOrphans: false).plan()
        let step = try #require(plan.steps.first)
        let found: Bool? = if case .killContainer(let kill) = step.operation { kill.isFatal } else { nil }
        #expect(found == isFatal)
    }
}
