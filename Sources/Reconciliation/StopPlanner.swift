package import ComposeModel

/// Plans how running containers are stopped, each after those that depend on it: pure.
package struct StopPlanner: Sendable {
    private let project: Project
    private let observed: ObservedState
    private let services: Set<ServiceName>
    private let timeout: Duration?

    /// Creates a planner.
    ///
    /// - Parameter timeout: how long each container may take before it is killed; `nil` is its own setting.
    package init(_ services: Set<ServiceName>, of project: Project, observed: ObservedState, timeout: Duration?) {
        self.project = project
        self.observed = observed
        self.services = services
        self.timeout = timeout
    }

    /// Makes the plan.
    package func plan() -> Plan {
        var plan = Plan()
        let containers = observed.containers.filter { services.contains($0.service) && $0.needsStopping }
        let order = TeardownOrder(containers)
        var stops: [String: Int] = [:]
        for container in order.containers {
            stops[container.name] = plan.add(
                .stop(container, within: timeout, in: project),
                because: "the services are stopped",
                after: order.dependents(of: container).compactMap { stops[$0] }
            )
        }
        return plan
    }
}
