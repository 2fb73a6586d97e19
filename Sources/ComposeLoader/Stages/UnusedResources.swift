internal import OrderedCollections

/// Leaves out the resources that no enabled service uses.
enum UnusedResources {
    static func remove(from project: inout Node, _ services: OrderedDictionary<String, Node>) {
        var used: [String: Set<String>] = [:]
        for service in services.values {
            used["networks", default: []].formUnion(service["networks"]?.mapping?.keys ?? [])
            used["models", default: []].formUnion(service["models"]?.mapping?.keys ?? [])
            for mount in service["volumes"]?.sequence ?? [] where mount["type"]?.string == "volume" {
                if let source = mount["source"]?.string { used["volumes", default: []].insert(source) }
            }
            let secrets = (service["secrets"]?.sequence ?? []) + (service["build"]?["secrets"]?.sequence ?? [])
            used["secrets", default: []].formUnion(secrets.compactMap { $0["source"]?.string })
            let configs = service["configs"]?.sequence ?? []
            used["configs", default: []].formUnion(configs.compactMap { $0["source"]?.string })
        }
        project.updateMapping { top in
            for kind in ["networks", "volumes", "secrets", "configs", "models"] {
                guard let index = top.index(forKey: kind) else { continue }
                let names = used[kind] ?? []
                top.values[index].updateMapping { $0.removeAll { !names.contains($0.key) } }
            }
        }
    }
}
