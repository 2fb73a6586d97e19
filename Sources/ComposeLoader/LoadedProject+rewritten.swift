public import ComposeModel
internal import OrderedCollections

extension LoadedProject {
    /// The project with a changed model of the same services and resources: what is printed of it says the same.
    ///
    /// - Parameter changed: may differ in images, container names, published ports, variables and build arguments of
    ///   services,
    ///   and in the names and address pools of resources.
    public func rewritten(as changed: Project) -> LoadedProject {
        var result = self
        result.project = changed
        result.tree.updateMapping { top in
            top["services"]?.updateMapping { services in
                for index in services.values.indices {
                    guard let service = changed.services[ServiceName(services.keys[index])] else { continue }
                    services.values[index].updateMapping { Self.rewrite(&$0, as: service) }
                }
            }
            let names: [(kind: String, names: [String: String])] = [
                ("networks", changed.networks.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value.name }),
                ("volumes", changed.volumes.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value.name }),
                ("configs", changed.configs.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value.name }),
                ("secrets", changed.secrets.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value.name }),
            ]
            for (kind, names) in names {
                top[kind]?.updateMapping { resources in
                    for index in resources.values.indices {
                        guard let name = names[resources.keys[index]] else { continue }
                        resources.values[index].updateMapping { $0["name"]?.value = .string(name) }
                    }
                }
            }
            top["networks"]?.updateMapping { networks in
                for index in networks.values.indices {
                    guard let network = changed.networks[NetworkName(networks.keys[index])] else { continue }
                    guard network.ipam.pools.isEmpty else { continue }
                    networks.values[index].updateMapping { $0["ipam"]?.updateMapping { $0["config"] = nil } }
                }
            }
        }
        return result
    }

    private static func rewrite(_ attributes: inout OrderedDictionary<String, Node>, as service: Service) {
        if !service.image.isEmpty { attributes["image"]?.value = .string(service.image) }
        if service.containerName == nil { attributes["container_name"] = nil }
        attributes["environment"]?.updateMapping { Self.rewrite(&$0, as: service.environment) }
        attributes["build"]?.updateMapping { build in
            build["args"]?.updateMapping { Self.rewrite(&$0, as: service.build?.arguments ?? [:]) }
        }
        attributes["ports"]?.updateSequence { items in
            guard items.count == service.ports.count else { return }
            for index in items.indices {
                guard let published = service.ports[index].published else { continue }
                items[index].updateMapping { $0["published"]?.value = .string(published.description) }
            }
        }
        attributes["networks"]?.updateMapping { networks in
            for index in networks.values.indices {
                guard let attachment = service.networks[NetworkName(networks.keys[index])] else { continue }
                networks.values[index].updateMapping { attributes in
                    if attachment.ipv4Address == nil { attributes["ipv4_address"] = nil }
                    if attachment.ipv6Address == nil { attributes["ipv6_address"] = nil }
                }
            }
        }
    }

    private static func rewrite(
        _ entries: inout OrderedDictionary<String, Node>,
        as values: OrderedDictionary<String, String?>
    ) {
        for index in entries.values.indices {
            guard let value = values[entries.keys[index]] ?? nil, entries.values[index].scalarText != value else {
                continue
            }
            entries.values[index].value = .string(value)
        }
    }
}
