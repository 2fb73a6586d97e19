/// Everything the engine knows about one network.
///
/// - Source: `GET /networks/{id}` and, without ``containers``, `GET /networks`.
package struct NetworkInspection: Hashable, Sendable, Codable {
    /// The network.
    package var id: NetworkID
    /// Its name, which need not be unique.
    package var name: String
    /// When it was created.
    @ZeroWhenAbsent package var created: EngineTimestamp
    /// `local`, `swarm` or `global`.
    @ZeroWhenAbsent package var scope: String
    /// The driver, such as `bridge`.
    @ZeroWhenAbsent package var driver: String
    /// Whether it has IPv4; absent before API 1.47.
    package var isIPv4Enabled: Bool?
    /// Whether it has IPv6.
    @ZeroWhenAbsent package var isIPv6Enabled: Bool
    /// How it hands out addresses.
    @ZeroWhenAbsent package var ipam: IPAMConfiguration
    /// Whether it has no way out.
    @ZeroWhenAbsent package var isInternal: Bool
    /// Whether containers that are not services can join it.
    @ZeroWhenAbsent package var isAttachable: Bool
    /// The running containers in it.
    @ZeroWhenAbsent package var containers: [ContainerID: Endpoint]
    /// The driver's options.
    @ZeroWhenAbsent package var options: [String: String]
    /// Its labels.
    @ZeroWhenAbsent package var labels: [String: String]

    /// Creates an inspection.
    package init(id: NetworkID, name: String, driver: String = "bridge", labels: [String: String] = [:]) {
        self.id = id
        self.name = name
        self.driver = driver
        self.labels = labels
    }

    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case name = "Name"
        case created = "Created"
        case scope = "Scope"
        case driver = "Driver"
        case isIPv4Enabled = "EnableIPv4"
        case isIPv6Enabled = "EnableIPv6"
        case ipam = "IPAM"
        case isInternal = "Internal"
        case isAttachable = "Attachable"
        case containers = "Containers"
        case options = "Options"
        case labels = "Labels"
    }

    /// A running container in a network.
    package struct Endpoint: Hashable, Sendable, Codable {
        /// The container's name.
        @ZeroWhenAbsent package var name: String
        /// The endpoint.
        @ZeroWhenAbsent package var endpointID: String
        /// The MAC address.
        @ZeroWhenAbsent package var macAddress: String
        /// The IPv4 address with its prefix length.
        @ZeroWhenAbsent package var ipv4Address: String
        /// The IPv6 address with its prefix length.
        @ZeroWhenAbsent package var ipv6Address: String

        /// Creates an endpoint.
        package init(name: String, ipv4Address: String = "") {
            self.name = name
            self.ipv4Address = ipv4Address
        }

        enum CodingKeys: String, CodingKey {
            case name = "Name"
            case endpointID = "EndpointID"
            case macAddress = "MacAddress"
            case ipv4Address = "IPv4Address"
            case ipv6Address = "IPv6Address"
        }
    }
}
