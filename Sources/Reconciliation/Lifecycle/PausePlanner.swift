import ComposeModel

/// Plans how running containers are paused, or let run on, all at once: pure.
package struct PausePlanner: Sendable {
    private let selection: ContainerSelection
    private let direction: Direction

    /// What becomes of the containers.
    package enum Direction: Sendable, Hashable {
        /// Their processes stand still.
        case pause
        /// Their processes run on.
        case unpause
    }

    /// Creates a planner.
    package init(_ selection: ContainerSelection, _ direction: Direction) {
        self.selection = selection
        self.direction = direction
    }

    /// Makes the plan. A container of a service that was named is in it also where it is as it is to be already: the engine
    /// has to say so.
    package func plan() -> Plan {
        var plan = Plan()
        for container in selection.containers(.enabled) where isInScope(container) {
            let named = Operation.ContainerOfService(container)
            _ = plan.add(
                direction == .pause ? .pauseContainer(named) : .unpauseContainer(named),
                because: "it was asked for"
            )
        }
        return plan
    }

    private func isInScope(_ container: ObservedContainer) -> Bool {
        switch (container.state, direction) {
        case (.running, .pause), (.restarting, .pause), (.paused, .unpause): true
        case (.paused, .pause), (.running, .unpause), (.restarting, .unpause): !selection.requested.isEmpty
        case (.created, _), (.exited, _), (.dead, _): false
        }
    }
}
