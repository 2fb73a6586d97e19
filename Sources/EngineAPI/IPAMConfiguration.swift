/// How a network hands out addresses.
///
/// - Source: `IPAM` of the Engine API.
package struct IPAMConfiguration: Hashable, Sendable, Codable, ZeroValued {
    /// The driver; the engine's default is `default`.
    @ZeroWhenAbsent package var driver: String
    /// The driver's options.
    @ZeroWhenAbsent package var options: [String: String]
    /// The subnets; empty lets the engine choose.
    @ZeroWhenAbsent package var pools: [Pool]

    /// Creates a configuration.
    package init(driver: String = "", options: [String: String] = [:], pools: [Pool] = []) {
        self.driver = driver
        self.options = options
        self.pools = pools
    }

    /// The configuration that leaves everything to the engine.
    package static var zeroValue: IPAMConfiguration { IPAMConfiguration() }

    enum CodingKeys: String, CodingKey {
        case driver = "Driver"
        case options = "Options"
        case pools = "Config"
    }

    /// One subnet.
    package struct Pool: Hashable, Sendable, Codable {
        /// The subnet, such as `172.20.0.0/16`.
        @ZeroWhenAbsent package var subnet: String
        /// The part of it from which containers get addresses.
        @ZeroWhenAbsent package var ipRange: String
        /// The gateway's address.
        @ZeroWhenAbsent package var gateway: String
        /// Addresses that are taken, by host name.
        @ZeroWhenAbsent package var auxiliaryAddresses: [String: String]

        /// Creates a pool.
        package init(
            subnet: String = "",
            ipRange: String = "",
            gateway: String = "",
            auxiliaryAddresses: [String: String] = [:]
        ) {
            self.subnet = subnet
            self.ipRange = ipRange
            self.gateway = gateway
            self.auxiliaryAddresses = auxiliaryAddresses
        }

        enum CodingKeys: String, CodingKey {
            case subnet = "Subnet"
            case ipRange = "IPRange"
            case gateway = "Gateway"
            case auxiliaryAddresses = "AuxiliaryAddresses"
        }
    }
}
