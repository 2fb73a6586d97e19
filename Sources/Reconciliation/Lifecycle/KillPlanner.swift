import ComposeModel

/// Plans how running containers are sent a signal, all at once: pure.
package struct KillPlanner: Sendable {
    private let selection: ContainerSelection
    private let signal: String
    private let removesOrphans: Bool

    /// Creates a planner. Without named services those of profiles that are not enabled get the signal, too, and the
    /// containers of single commands as well.
    ///
    /// - Parameters:
    ///   - signal: such as `SIGHUP` or `9`.
    ///   - removesOrphans: whether containers of services that the project does not have get it too, and are removed.
    package init(_ selection: ContainerSelection, signal: String, removesOrphans: Bool) {
        self.selection = selection
        self.signal = signal
        self.removesOrphans = removesOrphans
    }

    /// Makes the plan.
    package func plan() -> Plan {
        var plan = Plan()
        for container in selection.observed.containers where isInScope(container) {
            let isOrphaned = selection.isOrphaned(container.service)
            let cause = isOrphaned ? "its service is not in the project" : "it was asked for"
            var before: [Int] = []
            if container.needsStopping {
                let kill = Operation.KillContainer(
                    service: container.service,
                    number: container.number,
                    name: container.name,
                    signal: signal
                )
                before = [plan.add(.killContainer(kill), because: cause)]
            }
            if isOrphaned { _ = plan.add(.remove(container), because: cause, after: before) }
        }
        return plan
    }

    private func isInScope(_ container: ObservedContainer) -> Bool {
        guard selection.includes(container.service, removesOrphans ? .orphansToo : .allProfiles) else { return false }
        return container.needsStopping || selection.isOrphaned(container.service)
    }
}
