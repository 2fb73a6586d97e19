import ComposeModel
import EngineAPI
import OrderedCollections

extension ServiceTranslation {
    /// Ports, names and name resolution; which networks are joined is ``networkAttachments``.
    func translateNetwork(into config: inout ContainerConfig, _ host: inout HostConfig) {
        host.networkMode = networkMode
        if service.usesEngineLinks { host.links = service.links.flatMap(links) }
        config.macAddress = service.macAddress ?? ""
        for port in service.ports {
            let transport = ContainerPort.Transport(rawValue: port.transport) ?? .tcp
            let containerPort = ContainerPort(port.target, transport)
            config.exposedPorts.elements.insert(containerPort)
            host.portBindings[containerPort].append(
                PortBinding(hostIP: port.hostIP ?? "", hostPort: port.published?.description ?? "")
            )
        }
        for port in service.expose.flatMap(Self.exposedPorts) { config.exposedPorts.elements.insert(port) }
        host.dns = service.dns
        host.dnsOptions = service.dnsOptions
        host.dnsSearch = service.dnsSearch
        host.extraHosts = service.extraHosts.flatMap { name, addresses in addresses.map { "\(name):\($0)" } }
    }

    /// The networks of the service in the order in which they are joined: highest priority first, then by name.
    ///
    /// - Source: docker compose's `NetworksByPriority`; the first is the container's network mode.
    var networkAttachments: [(network: String, endpoint: EndpointSettings)] {
        guard service.networkMode == nil else { return [] }
        return service.networks
            .sorted { ($1.value.priority, $0.key) < ($0.value.priority, $1.key) }
            .map { key, attachment in
                var endpoint = EndpointSettings()
                endpoint.aliases = [service.name.rawValue] + attachment.aliases
                if attachment.ipv4Address != nil || attachment.ipv6Address != nil
                    || !attachment.linkLocalAddresses.isEmpty
                {
                    endpoint.ipamConfig = EndpointSettings.IPAMConfig(
                        ipv4Address: attachment.ipv4Address ?? "",
                        ipv6Address: attachment.ipv6Address ?? "",
                        linkLocalIPs: attachment.linkLocalAddresses
                    )
                }
                endpoint.driverOpts = Dictionary(uniqueKeysWithValues: attachment.driverOptions.map { ($0, $1) })
                endpoint.macAddress = attachment.macAddress ?? ""
                endpoint.gatewayPriority = attachment.gatewayPriority
                endpoint.links = service.links.flatMap(links)
                return (project.networks[key]?.name ?? key.rawValue, endpoint)
            }
    }

    /// The names under which a link makes another service's container known: its alias, and the two that docker compose
    /// adds.
    private func links(_ link: String) -> [String] {
        let parts = link.split(separator: ":", maxSplits: 1).map(String.init)
        let name = parts.first ?? ""
        let target = project.services[ServiceName(name)].map(containerName) ?? name
        let aliases = [parts.count > 1 ? parts[1] : name, "\(name)-1", "\(project.name)-\(name)-1"]
        return aliases.map { "\(target):\($0)" }
    }

    private var networkMode: String {
        switch service.networkMode {
        case .service(let other): "container:\(project.services[other].map(containerName) ?? other.rawValue)"
        case .some(let mode): mode.description
        case nil: networkAttachments.first?.network ?? "none"
        }
    }

    /// The name of a service's first container.
    func containerName(of other: Service) -> String {
        ContainerNaming.name(project: project, service: other, number: 1)
    }

    private static func exposedPorts(_ text: String) -> [ContainerPort] {
        let parts = text.split(separator: "/", maxSplits: 1)
        let transport = parts.count > 1 ? ContainerPort.Transport(rawValue: String(parts[1])) ?? .tcp : .tcp
        let bounds = (parts.first ?? "").split(separator: "-").compactMap { UInt16($0) }
        guard let first = bounds.first, let last = bounds.last, first <= last else { return [] }
        return (first...last).map { ContainerPort($0, transport) }
    }
}
