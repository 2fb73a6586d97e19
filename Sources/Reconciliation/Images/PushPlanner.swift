package import ComposeModel
import EngineAPI

/// Plans which images are sent to their registries: those that services build and name, with all their tags; pure, no I/O.
package struct PushPlanner: Sendable {
    private let project: Project
    private let toleratesFailures: Bool

    /// Creates a planner.
    ///
    /// - Parameter toleratesFailures: whether no failure keeps another image from being pushed.
    package init(_ project: Project, toleratesFailures: Bool = false) {
        self.project = project
        self.toleratesFailures = toleratesFailures
    }

    /// The pushes, and the services without one, in the order of the services.
    ///
    /// - Parameter plan: what is done before: a push waits for the build of its image.
    package func plan(
        for services: [Service],
        after plan: Plan = Plan()
    ) throws(ReconciliationError) -> (plan: Plan, skipped: [ServiceName]) {
        var plan = plan
        var skipped: [ServiceName] = []
        var pushed: Set<String> = []
        var errors: [ReconciliationError] = []
        for service in services {
            guard let build = service.build, project.namesImage(of: service) else {
                skipped.append(service.name)
                continue
            }
            let builds = plan.steps.filter { step in
                if case .buildImage(let build) = step.operation { build.isFor(service.name) } else { false }
            }
            for image in [service.image] + build.tags where pushed.insert(image).inserted {
                guard ImageReference(image).isWellFormed else {
                    errors.append(.imageNameInvalid(service: service.name, image: image))
                    continue
                }
                _ = plan.add(
                    .pushImage(.init(service: service.name, image: image, isTolerated: toleratesFailures)),
                    because: "pushing was asked for",
                    after: builds.map(\.id)
                )
            }
        }
        if let error = ReconciliationError.all(of: errors) { throw error }
        return (plan, skipped)
    }
}
