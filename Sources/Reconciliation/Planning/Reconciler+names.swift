import ComposeModel

extension Reconciler {
    /// Refuses containers whose names others have that are not of the project.
    func refuseTakenNames(
        _ services: [Service],
        _ decisions: [ServiceName: [ContainerDecision]]
    ) throws(ReconciliationError) {
        for service in services {
            for decision in decisions[service.name] ?? [] {
                let number: Int
                switch decision {
                case .create(let next, _): number = next
                case .recreate(let old, _): number = old.number
                case .keep, .start, .remove, .discard: continue
                }
                let name = ContainerNaming.name(project: project, service: service, number: number)
                guard let holder = observed.otherContainers[name] else { continue }
                throw .nameTaken(service: service.name, name: name, holder: holder)
            }
        }
    }
}
