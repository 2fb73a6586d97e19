package import ComposeModel

/// Plans what becomes of containers that an interrupted replacement left under a provisional name: pure.
package struct LeftoverPlanner: Sendable {
    private let project: Project
    private let observed: ObservedState

    /// Creates a planner.
    package init(of project: Project, observed: ObservedState) {
        self.project = project
        self.observed = observed
    }

    /// Makes the plan: where a container has the final name, the leftover goes; else it gets that name.
    package func plan() -> Plan {
        var plan = Plan()
        var names = Set(observed.containers.map(\.name))
        for container in observed.containers where !container.isOneOff {
            guard let name = ContainerNaming.finalName(of: container.name),
                container.compose.replaces != nil
            else { continue }
            if names.contains(name) {
                _ = plan.add(
                    .remove(container),
                    because: "an interrupted replacement left it behind"
                )
            } else {
                names.insert(name)
                let renamed = plan.add(
                    .renameContainer(from: container.name, to: name),
                    because: "an interrupted replacement left it under this name"
                )
                guard container.state == .created else { continue }
                _ = plan.add(
                    .start(name, of: container.service, number: container.number, in: project),
                    because: "it was never started",
                    after: [renamed]
                )
            }
        }
        return plan
    }
}
