package import ComposeModel

/// Plans how running containers are paused, or go on: pure.
package struct PausePlanner: Sendable {
    /// What becomes of the containers.
    package enum Change: Sendable, Hashable {
        /// Their processes are frozen.
        case pause
        /// Their processes go on.
        case unpause
    }

    private let observed: ObservedState
    private let services: Set<ServiceName>
    private let change: Change

    /// Creates a planner.
    ///
    /// - Parameter services: those whose containers are changed; empty is all.
    package init(_ change: Change, of services: Set<ServiceName>, observed: ObservedState) {
        self.observed = observed
        self.services = services
        self.change = change
    }

    /// Makes the plan.
    ///
    /// Containers that do not run are left out. What is paused already, or is not, is for the engine to refuse when its
    /// service was named; without names only those are meant that can be changed.
    package func plan() -> Plan {
        var plan = Plan()
        for container in observed.containers where isMeant(container) {
            let target = Operation.TargetContainer(
                service: container.service,
                number: container.number,
                name: container.name
            )
            _ = plan.add(
                change == .pause ? .pauseContainer(target) : .unpauseContainer(target),
                because: "it was asked for"
            )
        }
        return plan
    }

    private func isMeant(_ container: ObservedContainer) -> Bool {
        guard container.needsStopping, !container.isOneOff else { return false }
        guard services.isEmpty else { return services.contains(container.service) }
        return (container.state == .paused) == (change == .unpause)
    }
}
