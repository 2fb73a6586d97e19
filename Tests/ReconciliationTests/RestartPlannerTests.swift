import ComposeModel
import Reconciliation
import Testing

/// Plans for restarts.
@Suite struct RestartPlannerTests {
    private func fixture() throws -> PlanFixture {
        var fixture = try PlanFixture(
            """
            services:
              web: {image: web, network_mode: none, depends_on: {api: {condition: service_started, restart: true}}}
              job: {image: job, network_mode: none, depends_on: [api]}
              api: {image: api, network_mode: none, scale: 2}
            """
        )
        try fixture.carryOut()
        return fixture
    }

    private func text(_ fixture: PlanFixture) -> String {
        RestartPlanner("api", of: fixture.project, observed: fixture.observed).plan(because: "a file changed").text
    }

    @Test func thoseThatAskedForItStopFirstAndStartLast() throws {
        #expect(
            text(try fixture()) == """
                1. stop container shop-web-1  # 'api', which it depends on, is restarted
                2. stop container shop-api-1 after 1  # a file changed
                3. stop container shop-api-2 after 1  # a file changed
                4. start container shop-api-1 after 2  # a file changed
                5. start container shop-api-2 after 3  # a file changed
                6. start container shop-web-1 after 1, 4, 5  # 'api', which it depends on, is restarted
                """
        )
    }

    @Test func oneOffsAndDeadContainersStayAsTheyAre() throws {
        var fixture = try fixture()
        fixture.change("shop-web-1") { $0.isOneOff = true }
        fixture.change("shop-api-2") { $0.state = .dead }
        #expect(
            text(fixture) == """
                1. stop container shop-api-1  # a file changed
                2. start container shop-api-1 after 1  # a file changed
                """
        )
    }

    @Test func aServiceWithoutContainersGivesNoPlan() throws {
        var fixture = try fixture()
        fixture.observed.containers = []
        #expect(text(fixture) == "")
    }
}
