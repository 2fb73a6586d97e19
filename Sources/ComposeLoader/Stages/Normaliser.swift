internal import ComposeYAML
internal import OrderedCollections

/// Writes out what follows from other attributes: the default network, names, implied dependencies.
struct Normaliser {
    let projectName: String
    let environment: [String: String]
    /// Whether variables that are only named get their values.
    let fillsVariables: Bool

    func normalise(_ project: inout Node) {
        let location = project.location
        var usesDefaultNetwork = false
        project.updateMapping { top in
            top["services"]?.updateMapping { services in
                for index in services.values.indices {
                    usesDefaultNetwork = joinNetworks(&services.values[index]) || usesDefaultNetwork
                    completeService(&services.values[index])
                }
            }
            if usesDefaultNetwork, top["networks"]?["default"] == nil {
                var networks = top["networks"] ?? Node(value: .mapping([:]), location: location, isImplied: true)
                let implied = Node(value: .null, location: location, isImplied: true)
                networks.updateMapping { $0["default"] = implied }
                top["networks"] = networks
            }
            for kind in ["networks", "volumes", "configs", "secrets"] {
                top[kind]?.updateMapping { resources in
                    for index in resources.values.indices {
                        name(&resources.values[index], key: resources.keys[index])
                    }
                }
            }
        }
    }

    private func name(_ resource: inout Node, key: String) {
        if resource.isNull { resource.value = .mapping([:]) }
        guard resource["name"] == nil || resource["name"]?.isNull == true else { return }
        let isExternal = resource["external"].flatMap(ScalarReader.bool) ?? false
        let name = resource.implying(.string(isExternal ? key : "\(projectName)_\(key)"))
        resource.updateMapping { $0["name"] = name }
    }

    /// Puts a service that names no network into the default one; whether it uses the default one.
    private func joinNetworks(_ service: inout Node) -> Bool {
        if service["provider"] != nil || service["network_mode"] != nil { return false }
        if case .mapping(let networks) = service["networks"]?.value, !networks.isEmpty {
            return networks["default"] != nil
        }
        let implied = service.implying(.null)
        let networks = service.implying(.mapping(["default": implied]))
        service.updateMapping { $0["networks"] = networks }
        return true
    }

    private func completeService(_ service: inout Node) {
        if service["pull_policy"]?.string == "if_not_present" {
            service.updateMapping { $0["pull_policy"]?.value = .string("missing") }
        }
        if let build = service["build"], build.mapping != nil {
            let dockerfile = build.implying(.string("Dockerfile"))
            let needsDockerfile = build["dockerfile"] == nil && build["dockerfile_inline"] == nil
            service.updateMapping { attributes in
                attributes["build"]?.updateMapping { build in
                    if needsDockerfile { build["dockerfile"] = dockerfile }
                }
                if var build = attributes["build"] {
                    EnvironmentResolver.fill(&build, "args", environment)
                    build.updateMapping { $0["args"]?.updateMapping { $0.removeAll { $0.value.isNull } } }
                    attributes["build"] = build
                }
            }
        }
        if fillsVariables { EnvironmentResolver.fill(&service, "environment", environment) }
        if let scale = service["scale"], !scale.isNull, service["deploy"]?.mapping != nil {
            service.updateMapping { attributes in
                attributes["deploy"]?.updateMapping { deploy in
                    if deploy["replicas"] == nil { deploy["replicas"] = scale.implying(scale.value) }
                }
            }
        }
        if let image = service["image"], image.string?.isEmpty == false {
            service.updateMapping { attributes in
                attributes["pre_start"]?.updateSequence { hooks in
                    for index in hooks.indices where hooks[index]["image"] == nil {
                        let implied = hooks[index].implying(image.value)
                        hooks[index].updateMapping { $0["image"] = implied }
                    }
                }
            }
        }
        for (name, node, restarts) in impliedDependencies(of: service) {
            imply(name, node, restarts, &service)
        }
        service.updateMapping { attributes in
            attributes["volumes"]?.updateSequence { mounts in
                for index in mounts.indices {
                    guard let target = mounts[index]["target"]?.string, !target.isEmpty else { continue }
                    mounts[index].updateMapping { $0["target"]?.value = .string(LexicalPath.clean(target)) }
                }
            }
        }
    }

    private func impliedDependencies(of service: Node) -> [(name: String, node: Node, restarts: Bool)] {
        var dependencies: [(name: String, node: Node, restarts: Bool)] = []
        for link in service["links"]?.sequence ?? [] {
            guard let text = link.string else { continue }
            let fields = text.split(separator: ":", omittingEmptySubsequences: false)
            dependencies.append((fields.count == 2 ? String(fields[0]) : text, link, true))
        }
        for namespace in ["network_mode", "ipc", "pid", "uts", "cgroup"] {
            guard let node = service[namespace], let target = node.referredService else { continue }
            dependencies.append((target, node, true))
        }
        for source in service["volumes_from"]?.sequence ?? [] {
            guard let text = source.string, !text.hasPrefix("container:") else { continue }
            dependencies.append((String(text.prefix { $0 != ":" }), source, false))
        }
        return dependencies
    }

    private func imply(_ name: String, _ node: Node, _ restarts: Bool, _ service: inout Node) {
        let dependency = node.implying(
            .mapping([
                "condition": node.implying(.string("service_started")),
                "restart": node.implying(.bool(restarts)),
                "required": node.implying(.bool(true)),
            ])
        )
        let none = service.implying(.mapping([:]))
        service.updateMapping { attributes in
            var dependencies = attributes["depends_on"] ?? none
            dependencies.updateMapping { entries in
                if entries[name] == nil { entries[name] = dependency }
            }
            attributes["depends_on"] = dependencies
        }
    }
}
