package import ComposeModel
import EngineAPI

/// Plans which images are pulled when somebody asks for it, as opposed to what `up` needs: pure, no I/O.
///
/// - Source: docker compose's `pull`: an image is pulled even if it is there, unless its service's policy says otherwise.
package struct PullPlanner: Sendable {
    /// What is pulled and how.
    package struct Options: Sendable, Hashable {
        /// Overrides the policies of the services.
        package var policy: PullPolicy?
        /// Whether images are left alone that services build.
        package var leavesBuildable = false
        /// Whether no failure keeps another image from being pulled.
        package var toleratesFailures = false

        /// Creates options that change nothing.
        package init() {}
    }

    /// A service whose image is not pulled.
    package struct Skipped: Sendable, Hashable {
        /// The service.
        package var service: ServiceName
        /// Why.
        package var reason: Reason
    }

    /// Why an image is not pulled.
    package enum Reason: Sendable, Hashable {
        /// The service has no image of its own name.
        case noImage
        /// Its policy says so.
        case policy
        /// It is there.
        case present
        /// The service builds it.
        case buildable
        /// It is pulled for another service.
        case shared(with: ServiceName)
    }

    private let project: Project
    private let options: Options

    /// Creates a planner.
    package init(_ project: Project, options: Options) {
        self.project = project
        self.options = options
    }

    /// The pulls, and the services without one, in the order of the services.
    package func plan(
        for services: [Service],
        observed: ObservedState
    ) throws(ReconciliationError) -> (plan: Plan, skipped: [Skipped]) {
        var plan = Plan()
        var skipped: [Skipped] = []
        var pulled: [String: ServiceName] = [:]
        var errors: [ReconciliationError] = []
        for service in services {
            if let reason = reason(for: service, observed) ?? pulled[service.image].map({ .shared(with: $0) }) {
                skipped.append(Skipped(service: service.name, reason: reason))
                continue
            }
            guard ImageReference(service.image).isWellFormed else {
                errors.append(.imageNameInvalid(service: service.name, image: service.image))
                continue
            }
            pulled[service.image] = service.name
            var pull = Operation.PullImage(
                service: service.name,
                image: service.image,
                platform: service.platform ?? project.defaultPlatform,
                isOptional: false
            )
            // What can be built need not be in a registry.
            pull.isTolerated = options.toleratesFailures || service.build != nil
            _ = plan.add(.pullImage(pull), because: "pulling was asked for")
        }
        if let error = ReconciliationError.all(of: errors) { throw error }
        return (plan, skipped)
    }

    private func reason(for service: Service, _ observed: ObservedState) -> Reason? {
        guard project.namesImage(of: service) else { return .noImage }
        let isThere = observed.images[service.image] != nil
        switch options.policy ?? service.pullPolicy {
        case .never, .build: return .policy
        case .missing where isThere && !ImageReference(service.image).isLatest: return .present
        case .missing, .always, .refresh, nil: return options.leavesBuildable && service.build != nil ? .buildable : nil
        }
    }
}
