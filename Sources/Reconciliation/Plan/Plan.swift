import ComposeModel
package import DependencyGraphs

/// What has to be done to bring a project from what is observed to what is wanted: data, not action.
///
/// Reconciling again after a plan was carried out gives an empty plan.
package struct Plan: Sendable, Hashable {
    /// The steps; each one's dependencies come before it.
    package private(set) var steps: [PlanStep] = []

    /// Creates an empty plan.
    package init() {}

    /// Whether nothing has to be done.
    package var isEmpty: Bool { steps.isEmpty }

    /// Adds a step.
    ///
    /// - Returns: the step's number.
    package mutating func add(_ operation: Operation, because cause: String, after: some Sequence<Int> = []) -> Int {
        let id = steps.count + 1
        steps.append(PlanStep(id: id, operation: operation, cause: cause, after: Set(after).sorted()))
        return id
    }

    /// Says that a service waits for what a waiting step waits for; other steps stay as they are.
    mutating func note(dependent: ServiceName, requiring isRequired: Bool, of id: Int) {
        guard case .awaitReadiness(var wait) = step(id)?.operation else { return }
        if !wait.dependents.contains(dependent) { wait.dependents.append(dependent) }
        wait.isRequired = wait.isRequired || isRequired
        steps[id - 1].operation = .awaitReadiness(wait)
    }

    /// The step with this number, if there is one.
    package func step(_ id: Int) -> PlanStep? {
        steps.indices.contains(id - 1) ? steps[id - 1] : nil
    }

    /// The images that its steps build or pull, base images left out.
    package var madeImages: Set<String> {
        Set(
            steps.compactMap { step in
                switch step.operation {
                case .buildImage(let build): build.image
                case .pullImage(let pull): pull.isBase ? nil : pull.image
                default: nil
                }
            }
        )
    }

    /// The names of the containers that its steps start, stop or remove.
    package var changedContainers: Set<String> {
        Set(
            steps.compactMap { step in
                switch step.operation {
                case .startContainer(let start): start.name
                case .stopContainer(let stop): stop.name
                case .removeContainer(let remove): remove.name
                default: nil
                }
            }
        )
    }

    /// The steps that wait, without those that change something.
    ///
    /// - Parameter ready: the names of containers that need not be waited for.
    package func onlyWaiting(except ready: Set<String> = []) -> Plan {
        var waiting = Plan()
        for step in steps {
            guard case .awaitReadiness(let wait) = step.operation, !ready.contains(wait.name) else { continue }
            _ = waiting.add(step.operation, because: step.cause)
        }
        return waiting
    }

    /// The steps' numbers with their dependencies, ready to be scheduled.
    package var graph: DependencyGraph<Int> {
        var graph = DependencyGraph<Int>()
        for step in steps {
            graph.insert(step.id)
            for dependency in step.after { graph.insert(step.id, dependingOn: dependency) }
        }
        return graph
    }

    /// The plan as text: one line for each step, its cause behind `#`.
    ///
    /// - Shape: `3. create container hq-db-1 after 1, 2  # it does not exist`; empty for an empty plan.
    package var text: String { steps.map(\.text).joined(separator: "\n") }
}
