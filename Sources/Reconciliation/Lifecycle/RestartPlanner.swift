package import ComposeModel
import OrderedCollections

/// Plans how services' containers are restarted, together with those that asked for it by `restart: true`: pure.
package struct RestartPlanner: Sendable {
    private let selection: ContainerSelection
    private let relations: ServiceRelations
    private let includesDependents: Bool
    private let waits: Bool
    private let timeout: Duration?

    /// Creates a planner for a service of a project that was loaded. The dependents do not wait until it is ready.
    package init(_ service: ServiceName, of project: Project, observed: ObservedState) {
        self.init(
            ContainerSelection(of: [service], in: project, observed: observed),
            includesDependents: true,
            waits: false,
            timeout: nil
        )
    }

    /// Creates a planner for what was selected. The dependents wait until what they depend on is as ready as they ask.
    ///
    /// - Parameters:
    ///   - includesDependents: whether those go too that asked for it by `restart: true`.
    ///   - timeout: how long each container may take to stop before it is killed; `nil` is its own setting.
    package init(_ selection: ContainerSelection, includesDependents: Bool, timeout: Duration?) {
        self.init(selection, includesDependents: includesDependents, waits: true, timeout: timeout)
    }

    private init(_ selection: ContainerSelection, includesDependents: Bool, waits: Bool, timeout: Duration?) {
        self.selection = selection
        relations = selection.relations
        self.includesDependents = includesDependents
        self.waits = waits
        self.timeout = timeout
    }

    /// The containers that are restarted.
    package var containers: [ObservedContainer] { affectedServices.flatMap(containers) }

    /// The services that were named and have no container.
    package var lacking: [ServiceName] {
        selection.requested.filter { service in
            selection.project?.definition(of: service)?.provider == nil && containers(of: service).isEmpty
        }
    }

    /// Makes the plan: dependents are stopped first and started last.
    ///
    /// - Parameter cause: why the services are restarted.
    package func plan(because cause: String) -> Plan {
        var plan = Plan()
        let affected = affectedServices
        let order = selection.ordered(affected) { restarting($0, affected).keys }
        let selected = Set(selection.services)
        let causes = affected.reduce(into: [ServiceName: String]()) { causes, service in
            let other = restarting(service, affected).keys.first
            let isSelected = selected.contains(service)
            causes[service] = isSelected ? cause : other.map { "'\($0)', which it depends on, is restarted" } ?? cause
        }
        var stops: [ServiceName: [String: Int]] = [:]
        for service in order.reversed() {
            let dependents = affected.filter { restarting($0, affected)[service] != nil }
            let before = dependents.flatMap { stops[$0]?.values.sorted() ?? [] }
            for container in containers(of: service) where container.needsStopping {
                stops[service, default: [:]][container.name] = plan.add(
                    .stop(container, within: timeout, in: selection.project),
                    because: causes[service] ?? cause,
                    after: before
                )
            }
        }
        var starts: [String: Int] = [:]
        var readiness = ReadinessSteps()
        for service in order {
            let gates = gates(of: service, affected, starts, &readiness, &plan)
            for container in containers(of: service) {
                starts[container.name] = plan.add(
                    .start(container, in: selection.project, named: selection.name),
                    because: causes[service] ?? cause,
                    after: [stops[service]?[container.name]].compactMap(\.self) + gates
                )
            }
        }
        return plan
    }

    /// The selected services and those that are restarted with them.
    private var affectedServices: OrderedSet<ServiceName> {
        var affected = OrderedSet(selection.services)
        guard includesDependents else { return affected }
        let known = OrderedSet(selection.observed.containers.map(\.service))
        var previous = 0
        while previous != affected.count {
            previous = affected.count
            affected.formUnion(known.filter { !restarting($0, affected).isEmpty })
        }
        return affected
    }

    /// What a service depends on, among some services, and is restarted with.
    private func restarting(
        _ service: ServiceName,
        _ others: OrderedSet<ServiceName>
    ) -> OrderedDictionary<ServiceName, Dependency> {
        relations.dependencies(of: service).filter { $0.value.restart && others.contains($0.key) }
    }

    /// The steps that come before containers of a service start again.
    private func gates(
        of service: ServiceName,
        _ affected: OrderedSet<ServiceName>,
        _ starts: [String: Int],
        _ readiness: inout ReadinessSteps,
        _ plan: inout Plan
    ) -> [Int] {
        var gates: [Int] = []
        for (name, dependency) in restarting(service, affected) {
            for container in containers(of: name) {
                guard let start = starts[container.name] else { continue }
                guard waits, dependency.condition != .started, !containers(of: service).isEmpty else {
                    gates.append(start)
                    continue
                }
                gates.append(
                    readiness.step(
                        for: container,
                        dependency.condition == .healthy ? .healthy : .completed,
                        dependent: service,
                        isRequired: dependency.required,
                        after: [start],
                        in: &plan
                    )
                )
            }
        }
        return gates
    }

    private func containers(of service: ServiceName) -> [ObservedContainer] {
        selection.containers(of: service).filter { $0.state != .dead }
    }
}
