import ComposeModel
import Reconciliation
import Testing

/// Plans for removals of containers.
@Suite struct RemovalPlannerTests {
    private func fixture() throws -> PlanFixture {
        var fixture = try PlanFixture(
            """
            services:
              web: {image: web, network_mode: none, depends_on: [db]}
              db: {image: db, network_mode: none}
              job: {image: job, network_mode: none}
            """
        )
        try fixture.carryOut()
        fixture.change("shop-job-1") { $0.state = .exited(code: 0) }
        return fixture
    }

    private func planner(_ change: (inout RemovalPlanner.Options) -> Void = { _ in }) throws -> RemovalPlanner {
        var options = RemovalPlanner.Options()
        change(&options)
        return RemovalPlanner(try fixture().selection(), options: options)
    }

    @Test func whatRunsStays() throws {
        let planner = try planner()
        #expect(planner.plan().text == "1. remove container shop-job-1  # it was asked for")
        #expect(planner.running.map(\.name) == ["shop-db-1", "shop-web-1"])
    }

    @Test func whatRunsIsStoppedFirstIfItIsToGoToo() throws {
        let planner = try planner { $0.stopsRunning = true }
        #expect(
            planner.plan().text == """
                1. remove container shop-job-1  # it was asked for
                2. stop container shop-web-1  # it is removed
                3. remove container shop-web-1 after 2  # it was asked for
                4. stop container shop-db-1 after 2  # it is removed
                5. remove container shop-db-1 after 4  # it was asked for
                """
        )
        #expect(planner.running == [])
    }

    @Test func whatIsNotPermittedStays() throws {
        let planner = try planner {
            $0.stopsRunning = true
            $0.permitted = ["shop-job-1"]
        }
        #expect(planner.plan().text == "1. remove container shop-job-1  # it was asked for")
    }

    @Test(arguments: [true, false]) func volumesGoWhenAskedForAndNothingIsForcedThatNobodyStopped(isAsked: Bool) throws
    {
        let plan = try planner { $0.removesAnonymousVolumes = isAsked }.plan()
        let step = try #require(plan.steps.first)
        guard case .removeContainer(let remove) = step.operation else { return #expect(Bool(false), "\(step)") }
        #expect(remove.removesAnonymousVolumes == isAsked)
        #expect(!remove.isForced)
    }
}
