import ComposeModel
import Reconciliation
import Testing

/// Who is not started when a step fails.
@Suite struct WaitingServicesTests {
    private func waiting(_ text: String, when failing: String) throws -> [WaitingService] {
        let plan = try PlanFixture(text).outcome().plan
        let step = try #require(plan.steps.first { "\($0.operation)" == failing }, "\(plan.text)")
        return plan.servicesWaiting(for: step.id)
    }

    private static let chain = """
        services:
          frontend: {image: f, depends_on: [backend, cache]}
          worker: {image: w, depends_on: {db: {condition: service_healthy}}}
          backend: {image: b, depends_on: {db: {condition: service_healthy}}}
          db: {image: db, scale: 2, healthcheck: {test: ["CMD", "true"]}}
          cache: {image: c}
        """

    @Test(arguments: [
        "create container shop-db-1", "start container shop-db-1", "wait until container shop-db-1 is healthy",
    ])
    func theNearestComeFirstAndEachOnce(failing: String) throws {
        let waiting = try waiting(Self.chain, when: failing)
        #expect(Set(waiting.prefix(2)) == [.init("backend", for: "db"), .init("worker", for: "db")])
        #expect(waiting.dropFirst(2) == [.init("frontend", for: "backend")])
    }

    @Test func whoWaitsForNothingHoldsNobodyUp() throws {
        #expect(try waiting(Self.chain, when: "start container shop-frontend-1").isEmpty)
        #expect(try waiting(Self.chain, when: "start container shop-cache-1") == [.init("frontend", for: "cache")])
    }

    @Test func whatServicesShareIsNoServiceToWaitFor() throws {
        #expect(try waiting(Self.chain, when: "create network shop_default").isEmpty)
    }
}
