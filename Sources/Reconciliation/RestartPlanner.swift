package import ComposeModel
import OrderedCollections

/// Plans how a service's running containers are restarted, together with those that asked for it by `restart: true`: pure.
package struct RestartPlanner: Sendable {
    private let project: Project
    private let observed: ObservedState
    private let service: ServiceName

    /// Creates a planner.
    package init(_ service: ServiceName, of project: Project, observed: ObservedState) {
        self.project = project
        self.observed = observed
        self.service = service
    }

    /// Makes the plan: dependents are stopped first and started last.
    ///
    /// - Parameter cause: why the service is restarted.
    package func plan(because cause: String) -> Plan {
        var plan = Plan()
        let dependents = project.services.values.filter { $0.dependsOn[service]?.restart ?? false }.map(\.name)
        let own = containers(of: [service])
        let others = containers(of: dependents)
        let followUp = "'\(service)', which it depends on, is restarted"
        let otherStops = others.map { stop($0, because: followUp, after: [], in: &plan) }
        let ownStops = own.map { stop($0, because: cause, after: otherStops, in: &plan) }
        let ownStarts = zip(own, ownStops).map { container, stop in
            start(container, because: cause, after: [stop], in: &plan)
        }
        for (container, stop) in zip(others, otherStops) {
            _ = start(container, because: followUp, after: [stop] + ownStarts, in: &plan)
        }
        return plan
    }

    private func containers(of services: [ServiceName]) -> [ObservedContainer] {
        observed.containers.filter { services.contains($0.service) && !$0.isOneOff && $0.state != .dead }
    }

    private func stop(_ container: ObservedContainer, because cause: String, after: [Int], in plan: inout Plan) -> Int {
        plan.add(
            .stop(container, within: nil, in: project),
            because: cause,
            after: after
        )
    }

    private func start(_ container: ObservedContainer, because cause: String, after: [Int], in plan: inout Plan) -> Int
    {
        plan.add(
            .start(container.name, of: container.service, number: container.number, in: project),
            because: cause,
            after: after
        )
    }
}
