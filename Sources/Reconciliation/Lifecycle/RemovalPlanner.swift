import ComposeModel

/// Plans how containers that do not run are removed: pure.
package struct RemovalPlanner: Sendable {
    private let selection: ContainerSelection
    private let options: Options

    /// What is removed.
    package struct Options: Sendable, Hashable {
        /// Whether containers that run are stopped and removed, too.
        package var stopsRunning = false
        /// Whether anonymous volumes go with the containers.
        package var removesAnonymousVolumes = false
        /// The names of the containers that may go; `nil` is all.
        package var permitted: Set<String>?

        /// Creates options that touch nothing that runs.
        package init() {}
    }

    /// Creates a planner. Without named services containers of profiles that are not enabled go, too.
    package init(_ selection: ContainerSelection, options: Options) {
        self.selection = selection
        self.options = options
    }

    /// The containers that go.
    package var containers: [ObservedContainer] {
        selection.containers(.allProfiles).filter { container in
            (options.stopsRunning || !container.needsStopping) && options.permitted?.contains(container.name) ?? true
        }
    }

    /// The containers that stay because they run.
    package var running: [ObservedContainer] {
        options.stopsRunning ? [] : selection.containers(.allProfiles).filter(\.needsStopping)
    }

    /// Makes the plan: dependents stop first.
    package func plan() -> Plan {
        var plan = Plan()
        let order = TeardownOrder(containers)
        var stops: [String: Int] = [:]
        for container in order.containers {
            var before: [Int] = []
            if container.needsStopping {
                let stop = plan.add(
                    .stop(container, within: nil, in: selection.project),
                    because: "it is removed",
                    after: order.dependents(of: container).compactMap { stops[$0] }
                )
                stops[container.name] = stop
                before = [stop]
            }
            _ = plan.add(
                .remove(container, withAnonymousVolumes: options.removesAnonymousVolumes, forced: options.stopsRunning),
                because: "it was asked for",
                after: before
            )
        }
        return plan
    }
}
