import ComposeModel
import OrderedCollections

extension PlanConstruction {
    /// The steps that have to be done before containers of the service start, because of what it depends on.
    mutating func gatingSteps(of service: Service) -> [Int] {
        var steps: [Int] = []
        for (name, dependency) in service.dependsOn {
            guard let planned = containers[name], let other = services.first(where: { $0.name == name }) else {
                continue
            }
            let condition: Readiness
            switch dependency.condition {
            case .started:
                steps += planned.compactMap(\.startStep)
                continue
            case .healthy: condition = .healthy
            case .completedSuccessfully: condition = .completed
            }
            for container in planned {
                let step = readinessStep(
                    other,
                    container,
                    condition,
                    dependent: service.name,
                    required: dependency.required
                )
                if let step { steps.append(step) }
            }
        }
        return steps
    }

    /// The step that waits for a container, made when it is first asked for; `nil` when what was observed is enough.
    mutating func readinessStep(
        _ service: Service,
        _ container: PlannedContainer,
        _ condition: Readiness,
        dependent: ServiceName?,
        required: Bool
    ) -> Int? {
        if let kept = container.kept, kept.satisfies(condition) { return nil }
        // Waiting for health and waiting for "running or healthy" is the same for a service that has a health check.
        let key = ReadinessKey(container: container.name, condition: condition)
        let alternative = ReadinessKey(container: container.name, condition: .healthy)
        if let step = readinessSteps[key] ?? (condition == .runningOrHealthy ? readinessSteps[alternative] : nil) {
            if let dependent { plan.note(dependent: dependent, requiring: required, of: step) }
            return step
        }
        let cause =
            if let dependent {
                "'\(dependent)' depends on it"
            } else {
                "readiness was asked for"
            }
        let step = plan.add(
            .awaitReadiness(
                .init(
                    service: service.name,
                    number: container.number,
                    name: container.name,
                    condition: condition,
                    dependents: dependent.map { [$0] } ?? [],
                    isRequired: required
                )
            ),
            because: cause,
            after: [container.startStep].compactMap(\.self)
        )
        readinessSteps[key] = step
        return step
    }

    /// Stops running containers that asked, by `restart: true`, to be restarted when the service is recreated.
    mutating func planStopsOfDependents(of service: Service) -> [Int] {
        var steps: [Int] = []
        for dependent in services where dependent.dependsOn[service.name]?.restart ?? false {
            for case .keep(let container) in decisions[dependent.name] ?? [] where container.needsStopping {
                guard stopSteps[container.name] == nil else { continue }
                let step = plan.add(
                    .stop(container, within: options.stopTimeout, in: project),
                    because: "'\(service.name)', which it depends on, is recreated"
                )
                stopSteps[container.name] = step
                steps.append(step)
            }
        }
        return steps
    }
}

extension ObservedContainer {
    /// Whether the container is as ready as is asked, as far as the engine knows.
    func satisfies(_ condition: Readiness) -> Bool {
        switch (condition, state) {
        case (.completed, .exited(code: 0)), (.healthy, .running(.healthy)), (.runningOrHealthy, .running(.healthy)),
            (.runningOrHealthy, .running(.none)):
            true
        default: false
        }
    }
}
