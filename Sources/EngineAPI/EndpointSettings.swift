/// How a container takes part in one network, asked for or as it is.
///
/// - Source: `EndpointSettings` of the Engine API.
package struct EndpointSettings: Hashable, Sendable, Codable, ZeroValued {
    /// The addresses that were asked for; `nil` lets the engine choose.
    package var ipamConfig: IPAMConfig?
    /// Links within this network as `container:alias`.
    @ZeroWhenAbsent package var links: [String]
    /// Further names in this network.
    @ZeroWhenAbsent package var aliases: [String]
    /// The network; Podman writes its name here.
    @ZeroWhenAbsent package var networkID: NetworkID
    /// The endpoint; empty while the container is not running.
    @ZeroWhenAbsent package var endpointID: String
    /// The IPv4 gateway.
    @ZeroWhenAbsent package var gateway: String
    /// The IPv4 address; empty while the container is not running.
    @ZeroWhenAbsent package var ipAddress: String
    /// The prefix length of the IPv4 network.
    @ZeroWhenAbsent package var ipPrefixLength: Int
    /// The IPv6 gateway.
    @ZeroWhenAbsent package var ipv6Gateway: String
    /// The IPv6 address.
    @ZeroWhenAbsent package var globalIPv6Address: String
    /// The prefix length of the IPv6 network.
    @ZeroWhenAbsent package var globalIPv6PrefixLength: Int
    /// The MAC address.
    @ZeroWhenAbsent package var macAddress: String
    /// Options of the network driver.
    @ZeroWhenAbsent package var driverOpts: [String: String]
    /// All names under which the container is found; since API 1.44.
    @ZeroWhenAbsent package var dnsNames: [String]
    /// Which network gives the default route: the highest; since API 1.48.
    @ZeroWhenAbsent package var gatewayPriority: Int

    /// Creates settings that leave everything but aliases to the engine.
    package init(aliases: [String] = [], ipamConfig: IPAMConfig? = nil) {
        self.ipamConfig = ipamConfig
        self.aliases = aliases
    }

    /// The settings that leave everything to the engine.
    package static var zeroValue: EndpointSettings { EndpointSettings() }

    /// The addresses that were asked for.
    package struct IPAMConfig: Hashable, Sendable, Codable {
        /// The IPv4 address.
        @ZeroWhenAbsent package var ipv4Address: String
        /// The IPv6 address.
        @ZeroWhenAbsent package var ipv6Address: String
        /// Link-local addresses.
        @ZeroWhenAbsent package var linkLocalIPs: [String]

        /// Creates a choice of addresses.
        package init(ipv4Address: String = "", ipv6Address: String = "", linkLocalIPs: [String] = []) {
            self.ipv4Address = ipv4Address
            self.ipv6Address = ipv6Address
            self.linkLocalIPs = linkLocalIPs
        }

        enum CodingKeys: String, CodingKey, CaseIterable {
            case ipv4Address = "IPv4Address"
            case ipv6Address = "IPv6Address"
            case linkLocalIPs = "LinkLocalIPs"
        }
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case ipamConfig = "IPAMConfig"
        case links = "Links"
        case aliases = "Aliases"
        case networkID = "NetworkID"
        case endpointID = "EndpointID"
        case gateway = "Gateway"
        case ipAddress = "IPAddress"
        case ipPrefixLength = "IPPrefixLen"
        case ipv6Gateway = "IPv6Gateway"
        case globalIPv6Address = "GlobalIPv6Address"
        case globalIPv6PrefixLength = "GlobalIPv6PrefixLen"
        case macAddress = "MacAddress"
        case driverOpts = "DriverOpts"
        case dnsNames = "DNSNames"
        case gatewayPriority = "GwPriority"
    }
}
