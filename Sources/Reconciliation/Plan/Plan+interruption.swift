import ComposeModel
import EngineAPI

extension Plan {
    /// The steps that must be finished once they are begun: they stop or remove a container that the plan starts later.
    package var stepsOfReplacements: Set<Int> {
        let started = Set(
            steps.compactMap { step in
                if case .startContainer(let start) = step.operation { start.name } else { nil }
            }
        )
        return Set(
            steps.compactMap { step in
                switch step.operation {
                case .stopContainer(let stop) where started.contains(stop.name): step.id
                case .removeContainer(let remove) where started.contains(remove.name): step.id
                case .renameContainer(_, let new) where started.contains(new): step.id
                case .disconnectNetwork(_, let network) where replacedNetworks.contains(network): step.id
                case .removeNetwork(let network) where replacedNetworks.contains(network): step.id
                case .createNetwork(let request) where replacedNetworks.contains(request.name): step.id
                default: nil
                }
            }
        )
    }

    /// The networks that the plan removes and makes anew.
    private var replacedNetworks: Set<String> {
        let removed = steps.compactMap { step in
            if case .removeNetwork(let name) = step.operation { name } else { nil }
        }
        let created = steps.compactMap { step in
            if case .createNetwork(let request) = step.operation { request.name } else { nil }
        }
        return Set(removed).intersection(created)
    }

    /// The networks that are made anew and that something has left already, and the volumes that are gone already.
    private func brokenResources(after progress: PlanProgress) -> Set<String> {
        Set(
            steps.filter { progress.begun.contains($0.id) }.compactMap { step in
                switch step.operation {
                case .disconnectNetwork(_, let network) where replacedNetworks.contains(network): network
                case .removeNetwork(let network) where replacedNetworks.contains(network): network
                case .removeVolume(let name): name
                default: nil
                }
            }
        )
    }

    /// What is left to do when the plan is broken off, so that nothing that ran is left stopped and nothing half made is
    /// left behind.
    ///
    /// A container that was stopped, or is already replaced, is replaced and started; a successor whose original was not
    /// touched yet is removed again. Waiting for dependencies to become healthy is left out, but a service does not start
    /// before a job that it depends on has succeeded.
    ///
    /// - Parameter progress: what was begun and done, when no step is under way any more; a step that was begun and is
    ///   not done has failed.
    package func completion(after progress: PlanProgress) -> Plan {
        var completion = Plan()
        var numbers: [Int: Int] = [:]
        let failed = progress.begun.subtracting(progress.done)
        let broken = brokenResources(after: progress)
        let touched = withUsers(of: touchedContainers(after: progress).union(members(of: broken)))
        for step in steps
        where !progress.begun.contains(step.id)
            && (isPart(step, ofFinishing: touched) || isPart(step, ofMending: broken))
        {
            guard !dependsOnFailure(step, failed), !waitsForJob(step, progress) else { continue }
            numbers[step.id] = completion.add(
                step.operation,
                because: "it was begun before the interruption",
                after: nearest(before: step, in: numbers)
            )
        }
        for case .createContainer(let create) in steps.filter({ progress.done.contains($0.id) }).map(\.operation)
        where create.name != create.finalName && !touched.contains(create.finalName) {
            _ = completion.add(
                .removeContainer(
                    .init(
                        service: create.service,
                        number: create.number,
                        name: create.name,
                        removesAnonymousVolumes: false,
                        isForced: true
                    )
                ),
                because: "its replacement of \(create.finalName) was interrupted"
            )
        }
        return completion
    }

    /// The final names of containers that the plan began to stop or remove and starts later.
    private func touchedContainers(after progress: PlanProgress) -> Set<String> {
        let begun = stepsOfReplacements.intersection(progress.begun)
        return Set(
            steps.filter { begun.contains($0.id) }.compactMap { step in
                switch step.operation {
                case .stopContainer(let stop): stop.name
                case .removeContainer(let remove): remove.name
                case .renameContainer(_, let new): new
                default: nil
                }
            }
        )
    }

    /// The containers, and those that the plan makes anew because they use a namespace of one of them: theirs is gone with the
    /// container that it was of.
    private func withUsers(of containers: Set<String>) -> Set<String> {
        let users = steps.compactMap { step -> String? in
            guard case .createContainer(let create) = step.operation, !containers.contains(create.finalName) else {
                return nil
            }
            let host = create.request.hostConfig
            let used = [host.networkMode, host.pidMode, host.ipcMode].compactMap { mode in
                mode.hasPrefix("container:") ? String(mode.dropFirst("container:".count)) : nil
            }
            return containers.isDisjoint(with: used) ? nil : create.finalName
        }
        return users.isEmpty ? containers : withUsers(of: containers.union(users))
    }

    /// The containers that leave the networks and that the plan starts later: they are without them until then.
    private func members(of networks: Set<String>) -> Set<String> {
        let started = steps.compactMap { step in
            if case .startContainer(let start) = step.operation { start.name } else { nil }
        }
        let leaving = steps.compactMap { step in
            if case .disconnectNetwork(let container, let network) = step.operation, networks.contains(network) {
                container
            } else {
                nil
            }
        }
        return Set(leaving).intersection(started)
    }

    private func isPart(_ step: PlanStep, ofMending broken: Set<String>) -> Bool {
        switch step.operation {
        case .disconnectNetwork(_, let network), .removeNetwork(let network): broken.contains(network)
        case .createNetwork(let request): broken.contains(request.name)
        case .connectNetwork(let connect): broken.contains(connect.network) && !isCreated(connect.container)
        case .createVolume(let request): broken.contains(request.name.rawValue)
        default: false
        }
    }

    private func isCreated(_ container: String) -> Bool {
        steps.contains { step in
            if case .createContainer(let create) = step.operation { create.name == container } else { false }
        }
    }

    private func isPart(_ step: PlanStep, ofFinishing touched: Set<String>) -> Bool {
        switch step.operation {
        case .stopContainer(let stop): touched.contains(stop.name)
        case .removeContainer(let remove): touched.contains(remove.name)
        case .renameContainer(_, let new): touched.contains(new)
        case .startContainer(let start): touched.contains(start.name)
        // A successor that is not made yet: its original was stopped early, as a dependent of another service.
        case .createContainer(let create): touched.contains(create.finalName)
        case .putFiles(let put): touched.contains(put.finalName)
        case .runPreStart(let run): touched.contains(run.container)
        case .connectNetwork(let connect):
            steps.contains { other in
                guard case .createContainer(let create) = other.operation else { return false }
                return create.name == connect.container && touched.contains(create.finalName)
            }
        default: false
        }
    }

    /// Whether a step of the same container that has to come before failed.
    private func dependsOnFailure(_ step: PlanStep, _ failed: Set<Int>) -> Bool {
        step.after.contains { id in
            guard let before = self.step(id) else { return false }
            if case .awaitReadiness = before.operation { return false }
            return failed.contains(id) || dependsOnFailure(before, failed)
        }
    }

    private func waitsForJob(_ step: PlanStep, _ progress: PlanProgress) -> Bool {
        step.after.contains { id in
            guard !progress.done.contains(id), case .awaitReadiness(let wait) = self.step(id)?.operation else {
                return false
            }
            return wait.condition == .completed
        }
    }

    /// The steps of the completion that come before a step, directly or through steps that are left out.
    private func nearest(before step: PlanStep, in numbers: [Int: Int]) -> Set<Int> {
        step.after.reduce(into: []) { result, id in
            if let number = numbers[id] {
                result.insert(number)
            } else if let before = self.step(id) {
                result.formUnion(nearest(before: before, in: numbers))
            }
        }
    }
}
