public import OrderedCollections

/// How a service joins one network.
///
/// - Source: Compose Specification, `networks` under "Services".
public struct NetworkAttachment: Sendable, Hashable {
    /// Further names of the service on this network.
    public var aliases: [String]
    /// The fixed IPv4 address.
    public var ipv4Address: String?
    /// The fixed IPv6 address.
    public var ipv6Address: String?
    /// Link-local addresses.
    public var linkLocalAddresses: [String]
    /// The MAC address on this network.
    public var macAddress: String?
    /// The name of the interface in the container.
    public var interfaceName: String?
    /// Options of the network's driver.
    public var driverOptions: OrderedDictionary<String, String>
    /// The order of joining: higher first.
    ///
    /// - Default: 0.
    public var priority: Int
    /// Which network is the default gateway: the highest.
    ///
    /// - Default: 0.
    public var gatewayPriority: Int

    /// Creates an attachment without options.
    public init(aliases: [String] = []) {
        self.aliases = aliases
        linkLocalAddresses = []
        driverOptions = [:]
        priority = 0
        gatewayPriority = 0
    }
}
