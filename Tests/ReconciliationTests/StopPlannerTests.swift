import ComposeModel
import Reconciliation
import Testing

/// Plans for stops.
@Suite struct StopPlannerTests {
    private func fixture() throws -> PlanFixture {
        var fixture = try PlanFixture(
            """
            services:
              web: {image: web, network_mode: none, depends_on: [api]}
              api: {image: api, network_mode: none, depends_on: [db]}
              db: {image: db, network_mode: none}
            """
        )
        try fixture.carryOut()
        return fixture
    }

    private func plan(
        _ fixture: PlanFixture,
        _ services: [ServiceName],
        timeout: Duration? = nil
    ) throws -> Plan {
        StopPlanner(try fixture.selection(services), timeout: timeout).plan()
    }

    @Test func dependentsGoFirst() throws {
        #expect(
            try plan(try fixture(), ["db", "api", "web"]).text == """
                1. stop container shop-web-1  # the services are stopped
                2. stop container shop-api-1 after 1  # the services are stopped
                3. stop container shop-db-1 after 2  # the services are stopped
                """
        )
    }

    @Test func onlyTheServicesThatWereAskedForStop() throws {
        #expect(
            try plan(try fixture(), ["db", "web"]).text == """
                1. stop container shop-db-1  # the services are stopped
                2. stop container shop-web-1  # the services are stopped
                """
        )
    }

    @Test func whatIsBeingStoppedIsWaitedForWithoutItsHooks() throws {
        var fixture = try PlanFixture(
            "services: {web: {image: web, network_mode: none, pre_stop: [{command: [flush]}]}}"
        )
        try fixture.carryOut()
        func hooks() throws -> [Int] {
            try plan(fixture, ["web"]).steps.compactMap { step in
                if case .stopContainer(let stop) = step.operation { stop.hooks.count } else { nil }
            }
        }
        #expect(try hooks() == [1])
        fixture.change("shop-web-1") { $0.state = .ending }
        #expect(try hooks() == [0])
    }

    @Test func whatDoesNotRunIsLeftAlone() throws {
        var fixture = try fixture()
        fixture.change("shop-web-1") { $0.state = .exited(code: 0) }
        #expect(try plan(fixture, ["web"]).isEmpty)
    }

    @Test func withoutFilesNobodyKnowsOfPrograms() throws {
        var fixture = try PlanFixture(
            "services: {web: {image: web, network_mode: none, depends_on: [db]}, db: {provider: {type: awesomecloud}}}"
        )
        try fixture.carryOut()
        #expect(
            StopPlanner(try fixture.selection(), timeout: nil).plan().text == """
                1. stop container shop-web-1  # the services are stopped
                2. run provider awesomecloud stop for service db after 1  # the services are stopped
                """
        )
        #expect(
            StopPlanner(try fixture.selection(files: false), timeout: nil).plan().text
                == "1. stop container shop-web-1  # the services are stopped"
        )
    }

    @Test func theTimeoutIsEachContainers() throws {
        let step = try #require(try plan(try fixture(), ["db"], timeout: .seconds(3)).steps.first)
        let timeout: Duration? = if case .stopContainer(let stop) = step.operation { stop.timeout } else { nil }
        #expect(timeout == .seconds(3))
    }
}
