internal import ComposeModel
internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

extension ModelDecoder {
    func readNetwork(_ service: inout Service, _ reader: AttributeReader) {
        for (name, attachment) in reader.entries("networks") {
            service.networks[NetworkName(name)] = networkAttachment(attachment)
        }
        service.networks.sort { $0.key < $1.key }
        service.networkMode = reader.text("network_mode").map(NetworkMode.init)
        service.ports = reader.records("ports").compactMap(port)
        service.expose = reader.items(
            "expose",
            "a port or a range such as '8000-8010/udp'",
            .malformedPort,
            exposedPorts
        )
        service.links = reader.texts("links").map(link)
        service.externalLinks = reader.texts("external_links")
        service.dns = reader.texts("dns")
        service.dnsOptions = reader.texts("dns_opt")
        service.dnsSearch = reader.texts("dns_search")
        service.extraHosts = reader.hosts("extra_hosts")
        service.macAddress = reader.text("mac_address")
    }

    private func networkAttachment(_ reader: AttributeReader) -> NetworkAttachment {
        var attachment = NetworkAttachment(aliases: reader.texts("aliases"))
        attachment.ipv4Address = reader.text("ipv4_address")
        attachment.ipv6Address = reader.text("ipv6_address")
        attachment.linkLocalAddresses = reader.texts("link_local_ips")
        attachment.macAddress = reader.text("mac_address")
        attachment.interfaceName = reader.text("interface_name")
        attachment.driverOptions = reader.map("driver_opts")
        attachment.priority = reader.int("priority") ?? 0
        attachment.gatewayPriority = reader.int("gw_priority") ?? 0
        return attachment
    }

    private func port(_ reader: AttributeReader) -> PortMapping? {
        guard let target = reader.read("target", "a port from 0 to 65535", .malformedPort, portNumber) else {
            return nil
        }
        return PortMapping(
            target: target,
            published: reader.text("published") == nil
                ? nil : reader.read("published", "a port or a range such as '8000-8010'", .malformedPort, portRange),
            hostIP: reader.text("host_ip"),
            transport: reader.text("protocol") ?? "tcp",
            mode: reader.text("mode") ?? "ingress",
            name: reader.text("name"),
            applicationProtocol: reader.text("app_protocol")
        )
    }

    private func portNumber(_ node: Node) -> UInt16? {
        ScalarReader.int(node).flatMap(UInt16.init(exactly:))
    }

    private func portRange(_ node: Node) -> PortMapping.PortRange? {
        guard let text = node.scalarText, let range = try? PortSyntax.range(text) else { return nil }
        return PortMapping.PortRange(UInt16(range.lowerBound), through: UInt16(range.upperBound))
    }
}
