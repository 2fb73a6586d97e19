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

    private func text(
        _ fixture: PlanFixture,
        _ services: [ServiceName],
        files: Bool = true,
        dependents: Bool = true
    ) throws -> String {
        RestartPlanner(
            try fixture.selection(services, files: files),
            includesDependents: dependents,
            timeout: nil
        )
        .plan(because: "it was asked for").text
    }

    private func chain() throws -> PlanFixture {
        var fixture = try PlanFixture(
            """
            services:
              page: {image: page, network_mode: none, depends_on: {web: {condition: service_started, restart: true}}}
              web: {image: web, network_mode: none, depends_on: {db: {condition: service_healthy, restart: true}}}
              job: {image: job, network_mode: none, depends_on: {db: {condition: service_healthy}}}
              db: {image: db, network_mode: none, healthcheck: {test: [CMD, "true"]}}
            """
        )
        try fixture.carryOut()
        return fixture
    }

    @Test(arguments: [true, false]) func dependentsOfDependentsGoTooAndWaitAsTheyAsk(files: Bool) throws {
        #expect(
            try text(try chain(), ["db"], files: files) == """
                1. stop container shop-page-1  # 'web', which it depends on, is restarted
                2. stop container shop-web-1 after 1  # 'db', which it depends on, is restarted
                3. stop container shop-db-1 after 2  # it was asked for
                4. start container shop-db-1 after 3  # it was asked for
                5. wait until container shop-db-1 is healthy after 4  # 'web' depends on it
                6. start container shop-web-1 after 2, 5  # 'db', which it depends on, is restarted
                7. start container shop-page-1 after 1, 6  # 'web', which it depends on, is restarted
                """
        )
    }

    @Test func dependentsCanBeLeftAlone() throws {
        #expect(
            try text(try chain(), ["db"], dependents: false) == """
                1. stop container shop-db-1  # it was asked for
                2. start container shop-db-1 after 1  # it was asked for
                """
        )
    }

    @Test func withoutNamesAllAreRestartedAndOnlyThoseWaitThatAreToBeRestartedTogether() throws {
        let plan = try text(try chain(), [])
        #expect(
            plan.contains(
                """
                start container shop-job-1 after 3  # it was asked for
                """
            ),
            "\(plan)"
        )
    }

    @Test func whatDoesNotRunIsStartedWithoutBeingStopped() throws {
        var fixture = try chain()
        fixture.change("shop-job-1") { $0.state = .exited(code: 1) }
        #expect(try text(fixture, ["job"]) == "1. start container shop-job-1  # it was asked for")
    }

    @Test func theTimeoutIsEachContainers() throws {
        let plan = RestartPlanner(try chain().selection(["page"]), includesDependents: true, timeout: .seconds(3))
            .plan(because: "it was asked for")
        let step = try #require(plan.steps.first)
        let timeout: Duration? = if case .stopContainer(let stop) = step.operation { stop.timeout } else { nil }
        #expect(timeout == .seconds(3))
    }
}
