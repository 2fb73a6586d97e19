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

    /// The host's address in the network; `nil` where that is not known. A gateway that is stated counts first.
    package var hostAddress: String? {
        pools.map(\.gateway).first { !$0.isEmpty } ?? pools.compactMap(\.firstAddress).first
    }

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

        /// The first address of an IPv4 subnet that a host may have, which an engine takes for itself where it states no gateway,
        /// as Docker does for its own bridge until its second start; `nil` for other subnets.
        var firstAddress: String? {
            let parts = subnet.split(separator: "/")
            guard parts.count == 2, let length = Int(parts[1]), (0...30).contains(length) else { return nil }
            let octets = parts[0].split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
            guard octets.count == 4, !octets.contains(nil) else { return nil }
            let address = octets.compactMap(\.self).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            let first = address & ~(UInt32.max >> UInt32(length)) | 1
            return [24, 16, 8, 0].map { String(first >> UInt32($0) & 0xFF) }.joined(separator: ".")
        }
    }
}
