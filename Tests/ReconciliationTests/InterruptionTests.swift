import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// Whatever an interrupted run leaves behind, the next plan brings it to the same end.
@Suite struct InterruptionTests {
    private func running() throws -> PlanFixture {
        var fixture = try PlanFixture("services: {w: {image: w, network_mode: none, environment: {A: '1'}}}")
        try fixture.carryOut()
        fixture.project.services["w"]?.environment["A"] = "2"
        return fixture
    }

    @Test(arguments: 0...5) func aReplacementCutShortAfterAnyStepIsFinished(steps: Int) throws {
        var fixture = try running()
        let plan = try fixture.outcome().plan
        #expect(plan.steps.count == 5)
        var cut = fixture
        cut.carryOut(plan.steps.prefix(steps))
        try cut.carryOut()
        #expect(try cut.plan() == "", "after \(steps) steps")
        #expect(cut.observed.containers.map(\.name) == ["shop-w-1"])
        #expect(cut.observed.containers.first?.isRunning == true)
        try fixture.carryOut()
        #expect(cut.observed.containers.map(\.labels) == fixture.observed.containers.map(\.labels))
    }

    @Test func aLeftoverBesideItsOriginalIsRemoved() throws {
        var fixture = try running()
        let plan = try fixture.outcome().plan
        fixture.carryOut(plan.steps.prefix(1))
        #expect(try fixture.plan().contains("# an interrupted replacement left it behind"))
    }

    @Test func aLeftoverWhoseOriginalIsGoneGetsItsName() throws {
        var fixture = try running()
        let plan = try fixture.outcome().plan
        fixture.carryOut(plan.steps.prefix(3))
        #expect(
            try fixture.plan() == """
                1. rename container 0123456789ab_shop-w-1 to shop-w-1  # an interrupted replacement left it under this name
                2. start container shop-w-1 after 1  # it was never started
                """
        )
    }
}
