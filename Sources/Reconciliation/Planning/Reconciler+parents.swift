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

    /// Refuses a container that uses another one which is not there and is not brought up either: what it shares went with
    /// that. One that runs already is left alone as long as the other is there.
    func refuseMissingParents(
        _ services: [Service],
        _ decisions: [ServiceName: [ContainerDecision]]
    ) throws(ReconciliationError) {
        let known = Set(services.map(\.name))
        for service in services {
            let decisions = decisions[service.name] ?? []
            guard decisions.contains(where: \.leavesContainer) else { continue }
            let isStarted = decisions.contains(where: \.startsContainer)
            for parent in service.namespaceParents where !known.contains(parent.service) {
                try refuseMissing(parent, of: service, isStarted: isStarted)
            }
        }
    }

    /// Refuses the container of one command that uses another container which is neither there nor brought up.
    func refuseMissingParents(of service: Service, besides services: [Service]) throws(ReconciliationError) {
        let known = Set(services.map(\.name))
        for parent in service.namespaceParents where !known.contains(parent.service) {
            try refuseMissing(parent, of: service, isStarted: true)
        }
    }

    private func refuseMissing(
        _ parent: Service.Parent,
        of service: Service,
        isStarted: Bool
    ) throws(ReconciliationError) {
        let containers = observed.containers.filter { $0.service == parent.service && !$0.isOneOff }
        guard containers.contains(where: { $0.isRunning || !parent.hasToRun || !isStarted }) else {
            throw .parentMissing(
                service: service.name,
                attribute: parent.attribute,
                parent: parent.service,
                isStopped: !containers.isEmpty
            )
        }
    }
}
