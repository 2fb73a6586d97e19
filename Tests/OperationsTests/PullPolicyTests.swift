import Convergence
import EngineAPI
import EngineClient
import Operations
import Reconciliation
import TestSupport
import Testing

/// When `up` pulls.
@Suite(.timeLimit(.minutes(5))) struct PullPolicyTests {
    private static func fixture(
        _ policy: String,
        isThere: Bool,
        isInRegistry: Bool = true
    ) throws -> OperationsFixture {
        try OperationsFixture(
            "services: {web: {image: web, network_mode: none, pull_policy: \(policy)}}",
            images: isThere ? ["web"] : [],
            registry: isInRegistry ? ["web"] : []
        )
    }

    @Test(arguments: [
        ("always", true, 1), ("always", false, 1), ("missing", true, 0), ("missing", false, 1),
        ("if_not_present", true, 0), ("never", true, 0), ("daily", false, 1), ("refresh", true, 1),
    ]) func pulls(policy: String, isThere: Bool, count: Int) async throws {
        let fixture = try Self.fixture(policy, isThere: isThere)
        try await ServedEngine.with(fixture.store) { engine in try await fixture.up(engine.client) }
        #expect(fixture.store.calls(.pullImage) == Array(repeating: "pullImage web:latest", count: count))
        #expect(fixture.store.running == ["shop-web-1"])
    }

    @Test(arguments: [(EngineTimestamp(seconds: 1_000_000_000), 1), (EngineTimestamp(seconds: 4_000_000_000), 0)])
    func anAgeDecides(lastPull: EngineTimestamp, count: Int) async throws {
        let fixture = try Self.fixture("weekly", isThere: true)
        fixture.store.addImage("web") { $0.metadata.lastTagTime = lastPull }
        try await ServedEngine.with(fixture.store) { engine in try await fixture.up(engine.client) }
        #expect(fixture.store.calls(.pullImage).count == count)
    }

    @Test func neverWithoutTheImageIsRefused() async throws {
        let fixture = try Self.fixture("never", isThere: false)
        try await ServedEngine.with(fixture.store) { engine in
            do {
                try await fixture.up(engine.client)
                Issue.record("it did not fail")
            } catch let error as ReconciliationError {
                #expect("\(error)" == "image 'web' of service 'web' does not exist here and its pull policy is 'never'")
            }
        }
        #expect(fixture.store.calls(.pullImage) == [])
        #expect(fixture.store.containerNames == [])
    }

    @Test func theOptionHasTheLastWord() async throws {
        let fixture = try Self.fixture("always", isThere: true)
        var options = fixture.options
        options.pulling = .never
        let chosen = options
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client, options: chosen)
        }
        #expect(fixture.store.calls(.pullImage) == [])
    }

    @Test func anImageThatCannotBePulledIsAnError() async throws {
        let fixture = try Self.fixture("missing", isThere: false, isInRegistry: false)
        try await ServedEngine.with(fixture.store) { engine in
            do {
                try await fixture.up(engine.client)
                Issue.record("it did not fail")
            } catch let error as ConvergenceError {
                #expect(
                    "\(error)"
                        == "cannot pull image 'web': pull access denied for web:latest, repository does not exist or may require 'docker login'"
                )
            }
        }
        #expect(fixture.store.containerNames == [])
    }
}
