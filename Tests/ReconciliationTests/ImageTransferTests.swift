import ComposeModel
import EngineAPI
import OrderedCollections
import Reconciliation
import Testing

/// What is pulled and pushed when that is asked for.
@Suite struct ImageTransferTests {
    private func pulls(
        _ text: String,
        having images: [String] = [],
        _ change: (inout PullPlanner.Options) -> Void = { _ in }
    ) throws -> (text: String, skipped: [PullPlanner.Skipped], tolerated: [Bool]) {
        let fixture = try PlanFixture(text)
        var observed = ObservedState()
        for image in images { observed.images[image] = "sha256:1" }
        var options = PullPlanner.Options()
        change(&options)
        let outcome = try PullPlanner(fixture.project, options: options)
            .plan(for: Array(fixture.project.services.values), observed: observed)
        let tolerated = outcome.plan.steps.map { step in
            if case .pullImage(let pull) = step.operation { pull.isTolerated } else { false }
        }
        return (outcome.plan.text, outcome.skipped, tolerated)
    }

    @Test func whatIsThereIsPulledAgain() throws {
        let pull = try pulls("services: {web: {image: 'web:1'}}", having: ["web:1"])
        #expect(pull.text == "1. pull image web:1  # pulling was asked for")
        #expect(pull.skipped == [] && pull.tolerated == [false])
    }

    @Test(arguments: [
        ("never", "web:1", true, PullPlanner.Reason.policy), ("build", "web:1", true, .policy),
        ("missing", "web:1", true, .present), ("if_not_present", "web:1", true, .present),
        ("missing", "web:1", false, nil), ("missing", "web:latest", true, nil), ("missing", "web", true, nil),
        ("missing", "localhost:5000/web", true, nil), ("missing", "localhost:5000/web:1", true, .present),
        ("missing", "web@sha256:0123456789012345678901234567890123456789012345678901234567890123", true, .present),
        ("daily", "web:1", true, nil), ("always", "web:1", true, nil),
    ])
    func aPolicyDecides(policy: String, image: String, isThere: Bool, reason: PullPlanner.Reason?) throws {
        let pull = try pulls(
            "services: {web: {image: '\(image)', pull_policy: \(policy)}}",
            having: isThere ? [image] : []
        )
        #expect(pull.skipped.map(\.reason) == [reason].compactMap(\.self))
        #expect(pull.text.isEmpty == (reason != nil))
    }

    @Test func theOptionWinsOverThePolicy() throws {
        let text = "services: {web: {image: 'web:1', pull_policy: never}}"
        #expect(try pulls(text, having: ["web:1"]) { $0.policy = .always }.skipped == [])
        #expect(try pulls(text, having: ["web:1"]) { $0.policy = .missing }.skipped.map(\.reason) == [.present])
    }

    @Test func anImageIsPulledOnce() throws {
        let pull = try pulls("services: {a: {image: 'x:1'}, b: {image: 'x:1'}, c: {image: 'x:2'}}")
        #expect(
            pull.text == """
                1. pull image x:1  # pulling was asked for
                2. pull image x:2  # pulling was asked for
                """
        )
        #expect(pull.skipped.map(\.service) == ["b"] && pull.skipped.map(\.reason) == [.shared(with: "a")])
    }

    @Test func whatIsBuiltNeedsAName() throws {
        let text = "services: {a: {build: .}, b: {build: ., image: 'b:1'}, c: {provider: {type: x}}}"
        let pull = try pulls(text)
        #expect(pull.text == "1. pull image b:1  # pulling was asked for")
        #expect(pull.skipped.map(\.reason) == [.noImage, .noImage])
        #expect(pull.tolerated == [true], "it can be built")
        #expect(
            try pulls(text) { $0.leavesBuildable = true }.skipped.map(\.reason) == [.noImage, .buildable, .noImage]
        )
    }

    @Test func failuresCanBeToleratedAndNamesCannotBeWrong() throws {
        #expect(try pulls("services: {a: {image: a}}") { $0.toleratesFailures = true }.tolerated == [true])
        #expect(throws: ReconciliationError.imageNameInvalid(service: "a", image: "A")) {
            try pulls("services: {a: {image: A}}")
        }
    }

    @Test func whatIsBuiltAndNamedIsPushedWithItsTags() throws {
        let fixture = try PlanFixture(
            "services: {a: {build: .}, b: {build: {context: ., tags: ['b:2', 'b:1']}, image: 'b:1'}, c: {image: c}}"
        )
        let services = Array(fixture.project.services.values)
        let push = try PushPlanner(fixture.project).plan(for: services)
        #expect(
            push.plan.text == """
                1. push image b:1  # pushing was asked for
                2. push image b:2  # pushing was asked for
                """
        )
        #expect(push.skipped == ["a", "c"])
        let images = ImageReconciler(fixture.project, overrides: BuildOverrides(toolVersion: "t"), building: .always)
        let builds = try images.plan(for: services.filter { $0.build != nil }, observed: ObservedState())
        #expect(
            try PushPlanner(fixture.project).plan(for: services, after: builds).plan.text == """
                1. build image shop-a of service a  # building was asked for
                2. build image b:1 of service b  # building was asked for
                3. push image b:1 after 2  # pushing was asked for
                4. push image b:2 after 2  # pushing was asked for
                """
        )
    }
}
