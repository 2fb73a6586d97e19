import ComposeModel

extension Service {
    /// The services whose containers a container of this one uses: their namespaces or their volumes.
    var namespaceParents: [ServiceName] {
        var parents: [ServiceName] = []
        if case .service(let name) = networkMode { parents.append(name) }
        for mode in [security.pidMode, security.ipcMode, security.utsMode] {
            if case .service(let name) = mode { parents.append(name) }
        }
        parents += volumesFrom.compactMap { entry in
            entry.hasPrefix("container:") ? nil : entry.split(separator: ":").first.map { ServiceName(String($0)) }
        }
        return parents
    }

    /// Whether links are the engine's own, for lack of a network in which names are resolved.
    var usesEngineLinks: Bool { networkMode == .bridge || networkMode == .other("default") }

    /// The services whose containers the engine's own links lead to; such a link ends with the container.
    var linkParents: [ServiceName] {
        guard usesEngineLinks else { return [] }
        return links.compactMap { $0.split(separator: ":").first.map { ServiceName(String($0)) } }
    }

    /// The services whose containers the engine looks for when it creates a container of this one.
    var creationParents: [ServiceName] {
        namespaceParents + links.compactMap { $0.split(separator: ":").first.map { ServiceName(String($0)) } }
    }
}
