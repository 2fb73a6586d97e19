public import OrderedCollections

/// A network of the project.
///
/// - Source: Compose Specification, "Networks top-level element".
public struct Network: Sendable, Hashable {
    /// The network's name on the engine: `name`, else `<project>_<key>`, or the key when it is external.
    public var name: String
    /// The driver; `nil` is the engine's default.
    public var driver: String?
    /// Options of the driver.
    public var driverOptions: OrderedDictionary<String, String>
    /// How addresses are given out.
    public var ipam: AddressManagement
    /// Whether it must be there already and is never created or removed.
    public var isExternal: Bool
    /// Whether it has no way out.
    public var isInternal: Bool
    /// Whether containers outside the project may join.
    public var isAttachable: Bool
    /// Whether IPv4 addresses are given out; `nil` leaves it to the engine.
    public var ipv4Enabled: Bool?
    /// Whether IPv6 addresses are given out; `nil` leaves it to the engine.
    public var ipv6Enabled: Bool?
    /// Labels.
    public var labels: OrderedDictionary<String, String>

    /// How a network gives out addresses.
    public struct AddressManagement: Sendable, Hashable {
        /// The driver; `nil` is the engine's default.
        public var driver: String?
        /// The address pools.
        public var pools: [AddressPool]
        /// Options of the driver.
        public var options: OrderedDictionary<String, String>

        /// Creates the engine's default.
        public init() {
            pools = []
            options = [:]
        }
    }

    /// A pool of addresses.
    public struct AddressPool: Sendable, Hashable {
        /// The subnet in CIDR form.
        public var subnet: String?
        /// The range that container addresses come from, in CIDR form.
        public var ipRange: String?
        /// The gateway's address.
        public var gateway: String?
        /// Reserved addresses by host name.
        public var auxiliaryAddresses: OrderedDictionary<String, String>

        /// Creates a pool in which nothing is set.
        public init() {
            auxiliaryAddresses = [:]
        }
    }

    /// Creates a network.
    public init(name: String) {
        self.name = name
        driverOptions = [:]
        ipam = AddressManagement()
        isExternal = false
        isInternal = false
        isAttachable = false
        labels = [:]
    }
}
