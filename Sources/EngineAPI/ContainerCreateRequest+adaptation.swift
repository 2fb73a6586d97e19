extension ContainerCreateRequest {
    /// The word in place of an address that means the host as a container sees it.
    package static let hostGateway = "host-gateway"

    /// The names that are to lead to the host.
    package var hostsOfGateway: [String] {
        hostConfig.extraHosts.filter { $0.hasSuffix(":\(Self.hostGateway)") }
            .map { String($0.dropLast(Self.hostGateway.count + 1)) }
    }

    /// The request with the host's address in place of the word for it.
    package func resolvingHostGateway(to address: String) -> ContainerCreateRequest {
        var request = self
        let names = hostsOfGateway
        request.hostConfig.extraHosts.removeAll { $0.hasSuffix(":\(Self.hostGateway)") }
        request.hostConfig.extraHosts += names.map { "\($0):\(address)" }
        return request
    }

    /// The request in the form that an engine wants: what a container is made from is the same.
    ///
    /// - Source: engines before API 1.44 know one MAC address, that of the container; later ones warn of it, and want it
    ///   with the network. Podman 4 kills a container at once that says nothing of the time to stop in.
    package func adapted(to engine: EngineCapabilities) -> ContainerCreateRequest {
        var request = self
        if !engine.has(.gracePeriod), config.stopTimeout == nil { request.config.stopTimeout = 10 }
        let first = hostConfig.networkMode
        guard var endpoint = networks[first] else { return request }
        if engine.has(.macAddresses) {
            if endpoint.macAddress.isEmpty { endpoint.macAddress = config.macAddress }
            request.config.macAddress = ""
        } else if !endpoint.macAddress.isEmpty {
            request.config.macAddress = endpoint.macAddress
        }
        request.networks[first] = endpoint
        return request
    }
}
