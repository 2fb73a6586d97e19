@testable import Convergence
import Reconciliation
import Testing

@Suite struct StepQueueTests {
    private static let plan: Plan = {
        var plan = Plan()
        for name in ["a", "b", "c"] { _ = plan.add(.removeNetwork(name: name), because: "") }
        return plan
    }()

    @Test func noMoreThanTheLimitIsUnderWay() {
        var queue = StepQueue(limit: 2)
        queue.add(Self.plan.steps)
        let first = queue.next()
        #expect([first, queue.next()].compactMap { $0?.id } == [1, 2])
        #expect(queue.next() == nil)
        if let first { queue.end(first) }
        #expect(queue.next()?.id == 3)
        #expect(queue.next() == nil)
    }

    @Test func withoutALimitEverythingBegins() {
        var queue = StepQueue(limit: nil)
        queue.add(Self.plan.steps)
        #expect([queue.next(), queue.next(), queue.next()].compactMap { $0?.id } == [1, 2, 3])
    }
}
