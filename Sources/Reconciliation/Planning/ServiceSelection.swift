package import ComposeModel
import DependencyGraphs
import OrderedCollections

/// The services that a verb works on, each after those that it depends on.
package struct ServiceSelection: Sendable, Hashable {
    /// The services in dependency order.
    package var services: [Service]
    /// Those that were asked for; all of them when none was named.
    package var requested: Set<ServiceName>

    /// Selects services of a project.
    ///
    /// A service that is named counts as enabled whatever its profiles, and so do its dependencies.
    ///
    /// - Throws: ``ReconciliationError/unknownService(_:known:)``, ``ReconciliationError/dependencyCycle(_:)``.
    package init(
        _ names: [ServiceName],
        of project: Project,
        includingDependencies: Bool = true
    ) throws(ReconciliationError) {
        let known = { (name: ServiceName) in project.definition(of: name) }
        for name in names where known(name) == nil {
            throw .unknownService(name, known: Array(project.services.keys))
        }
        requested = Set(names.isEmpty ? Array(project.services.keys) : names)
        var graph = DependencyGraph<ServiceName>()
        var pending = names.isEmpty ? Array(project.services.keys) : names
        var visited: Set<ServiceName> = []
        while let name = pending.popLast() {
            guard visited.insert(name).inserted, let service = known(name) else { continue }
            graph.insert(name)
            guard includingDependencies || names.isEmpty else { continue }
            for (dependency, relation) in service.dependsOn where known(dependency) != nil {
                // An optional dependency of a profile that is not enabled is not brought up for its sake.
                guard project.services[dependency] != nil || relation.required else { continue }
                graph.insert(name, dependingOn: dependency)
                pending.append(dependency)
            }
        }
        if !includingDependencies {
            for name in graph.nodes {
                for dependency in known(name)?.dependsOn.keys ?? [] where visited.contains(dependency) {
                    graph.insert(name, dependingOn: dependency)
                }
            }
        }
        var sorted = DependencyGraph<ServiceName>()
        for name in Array(project.services.keys) + Array(project.disabledServices.keys) where visited.contains(name) {
            sorted.insert(name)
            for dependency in graph.dependencies(of: name) { sorted.insert(name, dependingOn: dependency) }
        }
        do {
            services = try sorted.order().compactMap(known)
        } catch {
            throw .dependencyCycle(error.nodes)
        }
    }
}
