public import ComposeModel
internal import OrderedCollections

extension LoadedProject {
    /// The project in which some services are as another load of it has them.
    ///
    /// What they need and this project lacks comes with them: services that they depend on, networks, volumes, configs,
    /// secrets and models. Of what both have, this project's counts: it is there once.
    ///
    /// - Parameter names: services that the other one does not have stay as they are.
    public func taking(_ names: [ServiceName], from other: LoadedProject) -> LoadedProject {
        var result = self
        var pending = names
        var taken: Set<ServiceName> = []
        while let name = pending.popLast() {
            guard !taken.contains(name), let service = other.project.definition(of: name) else { continue }
            taken.insert(name)
            result.take(service, other.tree["services"]?[name.rawValue] ?? other.disabledServices[name.rawValue])
            result.takeResources(of: service, from: other)
            pending += service.dependsOn.keys.filter { result.project.definition(of: $0) == nil }
        }
        result.project.services.sort { $0.key < $1.key }
        result.project.networks.sort { $0.key < $1.key }
        result.project.volumes.sort { $0.key < $1.key }
        result.project.configs.sort { $0.key < $1.key }
        result.project.secrets.sort { $0.key < $1.key }
        result.project.models.sort { $0.key < $1.key }
        result.sourceFiles.formUnion(other.sourceFiles)
        return result
    }

    private mutating func take(_ service: Service, _ node: Node?) {
        guard project.disabledServices[service.name] == nil else {
            project.disabledServices[service.name] = service
            return
        }
        project.services[service.name] = service
        guard let node else { return }
        tree.updateMapping { top in
            top["services"]?.updateMapping { $0[service.name.rawValue] = node }
        }
    }

    private mutating func takeResources(of service: Service, from other: LoadedProject) {
        for key in service.networks.keys where project.networks[key] == nil {
            project.networks[key] = other.project.networks[key]
            takeNode("networks", key.rawValue, from: other)
        }
        for mount in service.mounts {
            guard case .volume(let source?, _) = mount.kind, project.volumes[source] == nil else { continue }
            project.volumes[source] = other.project.volumes[source]
            takeNode("volumes", source.rawValue, from: other)
        }
        for key in service.configs.map(\.source) where project.configs[key] == nil {
            project.configs[key] = other.project.configs[key]
            takeNode("configs", key.rawValue, from: other)
        }
        for key in (service.secrets + (service.build?.secrets ?? [])).map(\.source) where project.secrets[key] == nil {
            project.secrets[key] = other.project.secrets[key]
            takeNode("secrets", key.rawValue, from: other)
        }
        for key in service.models.keys where project.models[key] == nil {
            project.models[key] = other.project.models[key]
            takeNode("models", key.rawValue, from: other)
        }
    }

    /// Takes what a resource was read from.
    private mutating func takeNode(_ kind: String, _ key: String, from other: LoadedProject) {
        guard let section = other.tree[kind], let node = section[key] else { return }
        tree.updateMapping { top in
            var own = top[kind] ?? section.with(.mapping([:]))
            if own.mapping == nil { own = section.with(.mapping([:])) }
            own.updateMapping { $0[key] = node }
            top[kind] = own
        }
    }
}
