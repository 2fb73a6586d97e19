public import ComposeModel
internal import DependencyGraphs
internal import OrderedCollections

extension LoadedProject {
    /// The project with only some services, those that they depend on, and the resources of these.
    ///
    /// - Parameter names: enabled services; others are passed over. Empty selects all.
    /// - Returns: the other services are among the disabled ones.
    public func selecting(_ names: [ServiceName]) -> LoadedProject {
        guard !names.isEmpty else { return self }
        var graph = DependencyGraph<ServiceName>()
        for (name, service) in project.services {
            graph.insert(name)
            for dependency in service.dependsOn.keys where project.services[dependency] != nil {
                graph.insert(name, dependingOn: dependency)
            }
        }
        let selected = Set(graph.closure(of: names.filter { project.services[$0] != nil }))
        var result = self
        result.project.services = project.services.filter { selected.contains($0.key) }
        result.project.disabledServices.merge(project.services.filter { !selected.contains($0.key) }) { known, _ in
            known
        }
        result.project.disabledServices.sort { $0.key < $1.key }

        let nodes = (tree["services"]?.mapping ?? [:]).filter { selected.contains(ServiceName($0.key)) }
        result.tree.updateMapping { $0["services"]?.value = .mapping(nodes) }
        UnusedResources.remove(from: &result.tree, nodes)
        let kept = { (kind: String, key: String) in result.tree[kind]?[key] != nil }
        result.project.networks = project.networks.filter { kept("networks", $0.key.rawValue) }
        result.project.volumes = project.volumes.filter { kept("volumes", $0.key.rawValue) }
        result.project.configs = project.configs.filter { kept("configs", $0.key.rawValue) }
        result.project.secrets = project.secrets.filter { kept("secrets", $0.key.rawValue) }
        result.project.models = project.models.filter { kept("models", $0.key.rawValue) }
        return result
    }
}
