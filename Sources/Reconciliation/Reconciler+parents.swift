import ComposeModel
import EngineAPI
import OrderedCollections

extension Reconciler {
    /// The services that nobody asked for but whose containers use some that are replaced: they are replaced, too.
    func followers(of recreated: Set<ServiceName>, besides services: [Service]) -> [Service] {
        let known = Set(services.map(\.name))
        return project.services.values.filter { service in
            !known.contains(service.name) && service.provider == nil
                && (service.namespaceParents.map(\.service) + service.linkParents).contains(where: recreated.contains)
                && observed.containers.contains { $0.service == service.name && !$0.isOneOff && $0.needsStopping }
        }
    }

    /// Refuses to start a container that would use another one which is not there and is not brought up either.
    func refuseMissingParents(
        _ services: [Service],
        _ decisions: [ServiceName: [ContainerDecision]]
    ) throws(ReconciliationError) {
        let known = Set(services.map(\.name))
        for service in services where decisions[service.name]?.contains(where: \.startsContainer) ?? false {
            for parent in service.namespaceParents where !known.contains(parent.service) {
                let containers = observed.containers.filter { $0.service == parent.service && !$0.isOneOff }
                guard containers.contains(where: { $0.isRunning || !parent.hasToRun }) else {
                    throw .parentMissing(
                        service: service.name,
                        attribute: parent.attribute,
                        parent: parent.service,
                        isStopped: !containers.isEmpty
                    )
                }
            }
        }
    }
}
