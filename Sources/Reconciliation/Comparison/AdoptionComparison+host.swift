import EngineAPI

/// What takes more than a line to compare: networks, namespaces, block devices.
extension AdoptionComparison {
    /// Whether the container is in the same networks, in the same way.
    var isSameAttachments: Bool {
        // Without attachments, it is the network mode that says which networks there are.
        let joined = blueprint.attachments.isEmpty ? [:] : origin.inspection.networkSettings.networks
        return Set(blueprint.attachments.map(\.network)) == Set(joined.keys)
            && blueprint.attachments.allSatisfy { wanted in
                joined[wanted.network].map { isSame(wanted.endpoint, $0) } ?? false
            }
    }

    /// A namespace; the other tool names another container by its identifier, so only that there is one counts.
    func namespace(_ mode: String) -> String { mode.hasPrefix("container:") ? "container" : mode }

    private func isSame(_ wanted: EndpointSettings, _ actual: EndpointSettings) -> Bool {
        // The engine adds the short identifier, and either tool the container's name.
        let own = Set([origin.inspection.name, origin.inspection.id.shortForm])
        return Set(wanted.aliases).subtracting(own) == Set(actual.aliases).subtracting(own)
            && wanted.ipamConfig?.ipv4Address ?? "" == actual.ipamConfig?.ipv4Address ?? ""
            && wanted.ipamConfig?.ipv6Address ?? "" == actual.ipamConfig?.ipv6Address ?? ""
            && Set(wanted.ipamConfig?.linkLocalIPs ?? []) == Set(actual.ipamConfig?.linkLocalIPs ?? [])
            && wanted.driverOpts == actual.driverOpts
    }

    /// What the engine adds by itself for a container that shares the host's processes or memory.
    var impliedSecurityOptions: Set<String> {
        let host = blueprint.request.hostConfig
        let isImplied = host.pidMode == "host" || host.ipcMode == "host" || host.privileged
        return isImplied ? Set(["label=disable"]).subtracting(host.securityOpt) : []
    }

    /// All that limits block devices.
    func blockIO(_ host: HostConfig) -> [AnyHashable] {
        [
            host.blkioWeight, host.blkioWeightDevice, host.blkioDeviceReadBps, host.blkioDeviceWriteBps,
            host.blkioDeviceReadIOps, host.blkioDeviceWriteIOps,
        ]
    }
}
