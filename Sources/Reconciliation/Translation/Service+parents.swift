package import ComposeModel

extension Service {
    /// A service whose containers a container of this one uses, and the attribute that says so.
    struct Parent: Hashable {
        /// The service.
        var service: ServiceName
        /// The attribute, such as `network_mode`.
        var attribute: String
        /// Whether its container has to run when this one starts: namespaces go with their processes, volumes do not.
        var hasToRun: Bool { attribute != "volumes_from" }
    }

    /// The services whose containers a container of this one uses: their namespaces or their volumes.
    ///
    /// A container keeps to the very one that it was started with, so that it has to be replaced with it.
    var namespaceParents: [Parent] {
        var parents: [Parent] = []
        if case .service(let name) = networkMode { parents.append(Parent(service: name, attribute: "network_mode")) }
        for (mode, attribute) in [(security.pidMode, "pid"), (security.ipcMode, "ipc"), (security.utsMode, "uts")] {
            if case .service(let name) = mode { parents.append(Parent(service: name, attribute: attribute)) }
        }
        for case .service(let name) in volumesFrom.map(\.owner) {
            parents.append(Parent(service: name, attribute: "volumes_from"))
        }
        return parents
    }

    /// Whether links are the engine's own, for lack of a network in which names are resolved.
    var usesEngineLinks: Bool { networkMode == .bridge || networkMode == .other("default") }

    /// The services whose containers the engine's own links lead to; such a link ends with the container.
    var linkParents: [ServiceName] {
        usesEngineLinks ? links.map(\.service) : []
    }

    /// Whether a container of this service uses those of no other service, by namespaces, volumes or the engine's links.
    package var livesAlone: Bool { namespaceParents.isEmpty && linkParents.isEmpty }

    /// The services whose containers the engine looks for when it creates a container of this one.
    var creationParents: [ServiceName] {
        namespaceParents.map(\.service) + links.map(\.service)
    }
}
