import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// When an image that is there is pulled again.
@Suite struct PullPolicyTests {
    private func plan(_ policy: String, age: Duration?, pulling: ImageReconciler.Pulling? = nil) throws -> String {
        let fixture = try PlanFixture("services: {web: {image: web, pull_policy: \(policy)}}")
        var observed = ObservedState(images: ["web": "sha256:1"])
        observed.imageAges = age.map { ["web": $0] } ?? [:]
        return try fixture.imagePlan(observed: observed, pulling: pulling).text
    }

    private static let pull = "1. pull image web  # its last pull is longer ago than its pull policy allows"

    @Test(arguments: [
        ("daily", 86_399, false), ("daily", 86_401, true), ("weekly", 86_401, false), ("weekly", 604_801, true),
        ("every_30m", 1_799, false), ("every_30m", 1_801, true), ("every_2d", 172_801, true), ("refresh", 1, true),
    ])
    func anImageIsPulledAgainWhenItsLastPullIsTooLongAgo(policy: String, age: Int, isPulled: Bool) throws {
        #expect(try plan(policy, age: .seconds(age)) == (isPulled ? Self.pull : ""))
    }

    @Test func anImageOfUnknownAgeIsPulled() throws {
        #expect(try plan("daily", age: nil) == Self.pull)
        #expect(try plan("missing", age: nil) == "")
    }

    @Test func theCommandLineWins() throws {
        #expect(try plan("daily", age: .seconds(1_000_000), pulling: .missing) == "")
    }

    @Test func anImageThatIsThereIsUsedWhenThePullFails() throws {
        let fixture = try PlanFixture("services: {web: {image: web, pull_policy: daily}}")
        let plan = try fixture.imagePlan()
        guard case .pullImage(let pull) = plan.steps.first?.operation else {
            Issue.record("no pull: \(plan.text)")
            return
        }
        #expect(pull.isOptional)
    }
}
