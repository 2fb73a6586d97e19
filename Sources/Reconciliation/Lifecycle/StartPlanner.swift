import ComposeModel
import OrderedCollections

/// Plans how containers that are there are started, each when what its service depends on is as ready as it asks: pure.
///
/// Nothing is created or replaced, but for the containers of `pre_start` hooks. Dependencies start too.
package struct StartPlanner: Sendable {
    private let selection: ContainerSelection
    private let waits: Bool
    private let toolVersion: String
    private let relations: ServiceRelations

    /// Creates a planner.
    ///
    /// - Parameters:
    ///   - waits: whether the plan waits until all selected services are ready.
    ///   - toolVersion: the version that is written into labels.
    package init(_ selection: ContainerSelection, waits: Bool = false, toolVersion: String) {
        self.selection = selection
        self.waits = waits
        self.toolVersion = toolVersion
        relations = selection.relations
    }

    /// Makes the plan.
    ///
    /// - Throws: ``ReconciliationError/noContainer(_:)`` for services that were named and have no container, or when there is
    ///   none at all; what keeps hooks from getting a container.
    package func plan() throws(ReconciliationError) -> Plan {
        try refuseWhatHasNoContainer()
        var construction = Construction(relations: relations, selection: selection)
        for service in servicesInOrder {
            let pending = pendingContainers(of: service)
            guard !pending.isEmpty else { continue }
            let gates = construction.gates(of: service)
            var isFirst = !selection.containers(of: service).contains(where: \.needsStopping)
            var hooksOfService: [Int] = []
            for container in pending {
                let cause = Self.cause(of: container)
                var before = gates + hooksOfService
                if container.state == .ending {
                    // The engine starts it again only when it has ended.
                    let stop = Operation.stop(container, within: nil, in: selection.project)
                    before.append(construction.plan.add(stop, because: cause))
                }
                if let run = try hooks(before: container, isFirst: isFirst) {
                    let step = construction.plan.add(.runPreStart(run), because: cause, after: before)
                    before.append(step)
                    if isFirst { hooksOfService = [step] }
                    isFirst = false
                }
                construction.starts[container.name] = construction.plan.add(
                    .start(container, in: selection.project, named: selection.name),
                    because: cause,
                    after: before
                )
            }
        }
        guard waits else { return construction.plan }
        for service in selection.services {
            let condition: Readiness = isJob(service) ? .completed : .runningOrHealthy
            for container in selection.containers(of: service) where container.state != .dead {
                _ = construction.readiness(of: container, condition, dependent: nil, isRequired: true)
            }
        }
        return construction.plan
    }

    private static func cause(of container: ObservedContainer) -> String {
        switch container.state {
        case .created: "it was never started"
        case .ending: "it is being stopped"
        default: "it does not run"
        }
    }

    /// The hooks that run before a container starts; what programs have provided to it is provided to them, too.
    private func hooks(
        before container: ObservedContainer,
        isFirst: Bool
    ) throws(ReconciliationError) -> Operation.RunPreStart? {
        guard let project = selection.project, var service = project.definition(of: container.service),
            !service.preStart.isEmpty
        else { return nil }
        for (name, value) in container.providedVariables.values.joined().sorted(by: { $0.key < $1.key }) {
            service.environment.updateValue(value, forKey: name)
        }
        return Operation.RunPreStart(
            service,
            try ContainerBlueprint(of: service, in: project),
            in: project,
            before: container.name,
            number: container.number,
            isFirst: isFirst,
            toolVersion: toolVersion
        )
    }

    private func refuseWhatHasNoContainer() throws(ReconciliationError) {
        let lacking = selection.services.filter { service in
            let definition = selection.project?.definition(of: service)
            return definition?.provider == nil && (definition?.scale ?? 1) > 0
                && selection.containers(of: service).isEmpty
        }
        guard let first = lacking.first else { return }
        if selection.requested.isEmpty, selection.services.count > lacking.count { return }
        throw .noContainer(first)
    }

    /// The selected services and those that they depend on, each after its own dependencies.
    private var servicesInOrder: [ServiceName] {
        var reached: OrderedSet<ServiceName> = []
        var pending = selection.services
        while let service = pending.popLast() {
            guard reached.append(service).inserted else { continue }
            for (dependency, relation) in relations.dependencies(of: service) {
                // An optional dependency of a profile that is not enabled is not started for its sake.
                let isEnabled = selection.project.map { $0.services[dependency] != nil } ?? true
                if isEnabled || relation.required { pending.append(dependency) }
            }
        }
        return selection.ordered(reached.sorted()) { relations.dependencies(of: $0).keys }
    }

    private func pendingContainers(of service: ServiceName) -> [ObservedContainer] {
        let pending = selection.containers(of: service).filter(\.canBeStarted)
        guard isJob(service), !selection.requested.contains(service),
            pending.allSatisfy({ $0.state == .exited(code: 0) })
        else { return pending }
        // A job that is done runs again when something that waits for it has to start.
        let hasPendingDependents = dependents(of: service).contains { dependent in
            selection.containers(of: dependent).contains(where: \.canBeStarted)
        }
        return hasPendingDependents ? pending : []
    }

    private func isJob(_ service: ServiceName) -> Bool {
        knownServices.contains {
            relations.dependencies(of: $0)[service]?.condition == .completedSuccessfully
        }
    }

    private func dependents(of service: ServiceName) -> [ServiceName] {
        knownServices.filter { relations.dependencies(of: $0)[service] != nil }
    }

    private var knownServices: OrderedSet<ServiceName> {
        OrderedSet(selection.observed.containers.map(\.service)).union(selection.services)
    }
}

extension StartPlanner {
    /// The plan so far, and by which of its steps each container runs and is ready.
    private struct Construction {
        let relations: ServiceRelations
        let selection: ContainerSelection
        var plan = Plan()
        var starts: [String: Int] = [:]
        var waits = ReadinessSteps()

        /// The steps that come before containers of a service start.
        mutating func gates(of service: ServiceName) -> [Int] {
            var steps: [Int] = []
            for (name, dependency) in relations.dependencies(of: service) {
                for container in selection.containers(of: name) {
                    switch dependency.condition {
                    case .started: steps += [starts[container.name]].compactMap(\.self)
                    case .healthy, .completedSuccessfully:
                        let condition: Readiness = dependency.condition == .healthy ? .healthy : .completed
                        let step = readiness(
                            of: container,
                            condition,
                            dependent: service,
                            isRequired: dependency.required
                        )
                        steps += [step].compactMap(\.self)
                    }
                }
            }
            return steps
        }

        /// The step that waits for a container; `nil` when it is as ready as that and stays as it is.
        mutating func readiness(
            of container: ObservedContainer,
            _ condition: Readiness,
            dependent: ServiceName?,
            isRequired: Bool
        ) -> Int? {
            if starts[container.name] == nil, container.satisfies(condition) { return nil }
            return waits.step(
                for: container,
                condition,
                dependent: dependent,
                isRequired: isRequired,
                after: [starts[container.name]].compactMap(\.self),
                in: &plan
            )
        }
    }
}

extension ObservedContainer {
    /// Whether it does not run and can be made to.
    var canBeStarted: Bool {
        switch state {
        case .created, .exited, .ending: true
        case .running, .paused, .restarting, .dead: false
        }
    }
}
