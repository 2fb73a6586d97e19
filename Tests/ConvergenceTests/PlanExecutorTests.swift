import ComposeModel
import Convergence
import EngineClient
import OrderedCollections
import Reconciliation
import TestSupport
import Testing

/// What cannot be carried out is an error, not a success without work.
@Suite struct PlanExecutorTests {
    /// What carrying out the plan says; no engine is asked.
    private func message(_ plan: Plan) async throws -> String? {
        let client = EngineClient(endpoint: EngineEndpoint(socketPath: "/nowhere"))
        defer { client.shutDown() }
        let executor = PlanExecutor(
            client: client,
            events: RecordedEvents(),
            options: PlanExecutor.Options(),
            clock: TestClock()
        )
        do {
            try await executor.execute(plan)
            return nil
        } catch let error as ConvergenceError {
            return "\(error)"
        }
    }

    @Test func stepsThatWaitForEachOther() async throws {
        var plan = Plan()
        _ = plan.add(.removeNetwork(name: "a"), because: "test", after: [2])
        _ = plan.add(.removeNetwork(name: "b"), because: "test", after: [1])
        #expect(
            try await message(plan)
                == "the plan cannot be carried out: its steps wait for each other: 1 → 2 → 1"
        )
    }
}
