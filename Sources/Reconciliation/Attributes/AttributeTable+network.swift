import ComposeModel
import EngineAPI
import OrderedCollections

/// Which networks containers are in, and how they are reached there.
extension AttributeTable {
    static let network: [AttributeRow] =
        [
            .container(
                "ports",
                ContainerAttribute(
                    names: ["PortBindings": "ports"],
                    isShown: true,
                    translate: { $0.translatePorts(into: &$1) },
                    isSame: { $0.bindings($0.wanted.hostConfig) == $0.bindings($0.actual.hostConfig) }
                )
            ),
            .withoutEffect("services.*.ports.name", because: "it is for those who read the file"),
            .withoutEffect("services.*.ports.app_protocol", because: "it is for those who read the file"),
            .withoutEffect(
                "services.*.ports.mode",
                because: "only Swarm can publish a port on nodes without a container"
            ),
            .container(
                "expose",
                ContainerAttribute(
                    names: ["ExposedPorts": "expose"],
                    isShown: true,
                    translate: { translation, request in
                        for port in translation.service.expose.flatMap(\.containerPorts) {
                            request.config.exposedPorts.elements.insert(port)
                        }
                    },
                    isSame: {
                        $0.wanted.config.exposedPorts.elements.union($0.image.exposedPorts.elements)
                            == $0.actual.config.exposedPorts.elements
                    }
                )
            ),
            .container(
                "network_mode",
                ContainerAttribute(
                    names: ["NetworkMode": "network_mode"],
                    isShown: true,
                    translate: { $1.hostConfig.networkMode = $0.networkMode },
                    isSame: {
                        !$0.blueprint.attachments.isEmpty
                            || $0.namespace($0.wanted.hostConfig.networkMode)
                                == $0.namespace($0.actual.hostConfig.networkMode)
                    }
                )
            ),
            // Networks are joined by `networkAttachments`, the first with the creation, the others after it.
            .container(
                "networks",
                ContainerAttribute(names: [:], translate: { _, _ in }, isSame: { $0.isSameAttachments })
            ),
            .part("networks.*.gw_priority", uncompared: "engines before API 1.48 do not tell it"),
            .part("networks.*.mac_address", uncompared: "the engine tells the one that it chose itself, too"),
            .part("networks.*.priority", of: "network_mode", uncompared: "the engine tells no order"),
            .part("networks.*.interface_name"),
            .container(
                "links",
                ContainerAttribute(
                    names: ["Links": "links"],
                    translate: { $1.hostConfig.links = $0.engineLinks },
                    isSame: { _ in true }
                )
            )
            .changing("networks")
            .uncompared(because: "the engine tells them in another form"),
            .part("external_links", of: "networks", uncompared: "the engine tells them in another form"),
        ] + hosts

    private static let hosts: [AttributeRow] = [
        .setting("dns", "Dns", \.hostConfig.dns) { $0.dns },
        .setting("dns_opt", "DnsOptions", \.hostConfig.dnsOptions) { $0.dnsOptions },
        .setting("dns_search", "DnsSearch", \.hostConfig.dnsSearch) { $0.dnsSearch },
        .setting("extra_hosts", "ExtraHosts", \.hostConfig.extraHosts, isSame: { Set($0) == Set($1) }) { service in
            service.extraHosts.flatMap { name, addresses in addresses.map { "\(name):\($0)" } }
        },
        .setting("mac_address", "MacAddress", \.config.macAddress, isSame: { _, _ in true }) { $0.macAddress ?? "" }
            .uncompared(because: "engines since API 1.44 tell it of the first network only, whoever chose it"),
    ]
}
