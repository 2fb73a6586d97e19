import ComposeModel

/// Plans how running containers are stopped, each after those that depend on it: pure.
package struct StopPlanner: Sendable {
    private let project: Project?
    private let services: Set<ServiceName>
    private let containers: [ObservedContainer]
    private let timeout: Duration?

    /// Creates a planner for what was selected; without named services those of profiles that are not enabled stop, too.
    ///
    /// - Parameter timeout: how long each container may take before it is killed; `nil` is its own setting.
    package init(_ selection: ContainerSelection, timeout: Duration?) {
        project = selection.project
        services = Set(selection.services)
        containers = selection.containers(.allProfiles)
        self.timeout = timeout
    }

    /// The containers that have nothing left to be stopped.
    package var stopped: [ObservedContainer] { containers.filter { !$0.needsStopping } }

    /// Makes the plan.
    package func plan() -> Plan {
        var plan = Plan()
        let order = TeardownOrder(containers.filter(\.needsStopping))
        var stops: [String: Int] = [:]
        for container in order.containers {
            stops[container.name] = plan.add(
                .stop(container, within: timeout, in: project),
                because: "the services are stopped",
                after: order.dependents(of: container).compactMap { stops[$0] }
            )
        }
        // What a provider runs is known from the files only.
        if let project {
            ProviderPlanner(project).end(
                .stop,
                services,
                because: "the services are stopped",
                after: stops.values.sorted(),
                in: &plan
            )
        }
        return plan
    }
}
