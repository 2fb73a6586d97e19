package import ComposeModel
import DependencyGraphs
import OrderedCollections

/// The containers of a project that a verb works on, with or without Compose files: pure.
package struct ContainerSelection: Sendable {
    let name: ProjectName
    let project: Project?
    let observed: ObservedState
    /// The services that were named; empty means all.
    let requested: [ServiceName]

    /// Selects the containers of services.
    ///
    /// - Parameters:
    ///   - services: those that were named; empty means all.
    ///   - project: what the files say; `nil` when there are none, so that the labels have to do.
    /// - Throws: ``ReconciliationError/unknownService(_:known:)`` for a service that neither the files nor a container has.
    package init(
        _ services: [ServiceName],
        of name: ProjectName,
        project: Project?,
        observed: ObservedState
    ) throws(ReconciliationError) {
        self.name = name
        self.project = project
        self.observed = observed
        requested = services
        let found = OrderedSet(observed.containers.map(\.service))
        for service in services where project?.definition(of: service) == nil {
            guard project == nil, found.contains(service) else {
                throw .unknownService(service, known: project.map { Array($0.services.keys) } ?? Array(found))
            }
        }
    }

    /// Selects the containers of services that the project has.
    init(of services: [ServiceName], in project: Project, observed: ObservedState) {
        name = project.name
        self.project = project
        self.observed = observed
        requested = services
    }

    /// Who counts when no service was named.
    enum Extent {
        /// The enabled services of the project.
        case enabled
        /// Those of profiles that are not enabled, too: nothing of the project is to be left.
        case allProfiles
        /// Also those that the project does not have.
        case orphansToo
    }

    /// Whether a service's containers are worked on.
    func includes(_ service: ServiceName, _ extent: Extent) -> Bool {
        guard requested.isEmpty else {
            return requested.contains(service) || (extent == .orphansToo && isOrphaned(service))
        }
        guard let project else { return true }
        return switch extent {
        case .enabled: project.services[service] != nil
        case .allProfiles: project.definition(of: service) != nil
        case .orphansToo: true
        }
    }

    /// Whether the files, where there are any, do not have the service.
    func isOrphaned(_ service: ServiceName) -> Bool {
        guard let project else { return false }
        return project.definition(of: service) == nil
    }

    /// The containers that are worked on, those of single commands left out, ordered by service and number.
    func containers(_ extent: Extent) -> [ObservedContainer] {
        observed.containers.filter { !$0.isOneOff && includes($0.service, extent) }
    }

    /// The containers of one service, those of single commands left out, ordered by number.
    func containers(of service: ServiceName) -> [ObservedContainer] {
        observed.containers.filter { !$0.isOneOff && $0.service == service }
    }

    /// Who depends on whom.
    var relations: ServiceRelations { ServiceRelations(of: project, containers: observed.containers) }

    /// The services that were named, or else all that are enabled.
    var services: [ServiceName] {
        guard requested.isEmpty else { return OrderedSet(requested).elements }
        if let project { return Array(project.services.keys) }
        return OrderedSet(observed.containers.filter { !$0.isOneOff }.map(\.service)).elements
    }

    /// Services, each after those of them that it depends on.
    ///
    /// Where labels contradict each other the order is as given.
    func ordered(
        _ services: some Sequence<ServiceName>,
        along relation: (ServiceName) -> some Sequence<ServiceName>
    ) -> [ServiceName] {
        let all = Set(services)
        var graph = DependencyGraph<ServiceName>()
        for service in services {
            graph.insert(service)
            for dependency in relation(service) where all.contains(dependency) {
                graph.insert(service, dependingOn: dependency)
            }
        }
        do {
            return try graph.order()
        } catch {
            return Array(services)
        }
    }
}
