import ComposeModel
import EngineAPI
import OrderedCollections

extension ServiceTranslation {
    /// Published ports; an engine publishes only what is exposed, too.
    func translatePorts(into request: inout ContainerCreateRequest) {
        for port in service.ports {
            let transport = ContainerPort.Transport(rawValue: port.transport) ?? .tcp
            let containerPort = ContainerPort(port.target, transport)
            request.config.exposedPorts.elements.insert(containerPort)
            request.hostConfig.portBindings[containerPort].append(
                PortBinding(hostIP: port.hostIP ?? "", hostPort: port.published?.description ?? "")
            )
        }
    }

    /// The driver's option for the name of an interface, since API 1.49.
    private static let interfaceOption = "com.docker.network.endpoint.ifname"

    /// Links of the engine's own; those within networks are in ``networkAttachments``.
    var engineLinks: [String] { service.usesEngineLinks ? allLinks : [] }

    /// The links to services and to containers outside the project.
    private var allLinks: [String] {
        service.links.flatMap(links)
            + service.externalLinks.map { link in
                let parts = link.split(separator: ":", maxSplits: 1).map(String.init)
                return parts.count == 2 ? link : "\(link):\(link)"
            }
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
                if let name = attachment.interfaceName { endpoint.driverOpts[Self.interfaceOption] = name }
                endpoint.macAddress = attachment.macAddress ?? ""
                endpoint.gatewayPriority = attachment.gatewayPriority
                endpoint.links = allLinks
                return (project.networks[key]?.name ?? key.rawValue, endpoint)
            }
    }

    /// The names under which a link makes another service's container known: its alias, and the two that docker compose
    /// adds.
    private func links(_ link: ServiceLink) -> [String] {
        let name = link.service.rawValue
        let target = project.services[link.service].map(containerName) ?? name
        let aliases = [link.alias ?? name, "\(name)-1", "\(project.name)-\(name)-1"]
        return aliases.map { "\(target):\($0)" }
    }

    /// The mode, or the first network.
    var networkMode: String {
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
}

extension ExposedPorts {
    /// Each of the ports.
    var containerPorts: [ContainerPort] {
        let transport = ContainerPort.Transport(rawValue: transport) ?? .tcp
        return ports.lower <= ports.upper ? (ports.lower...ports.upper).map { ContainerPort($0, transport) } : []
    }
}
