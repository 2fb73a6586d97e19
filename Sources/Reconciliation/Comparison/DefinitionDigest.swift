import ComposeModel
import Crypto
import OrderedCollections

/// docker compose's digest of a network's or a volume's definition, the value of its label `config-hash`.
///
/// Both tools make the same digest, so that neither sees a difference in what the other made.
///
/// - Source: docker compose's `hash.go`: the SHA-256 of the JSON of compose-go's `NetworkConfig` and `VolumeConfig`.
enum DefinitionDigest {
    /// The digest of a network.
    static func of(_ network: Network) -> String {
        digest(
            .structure([
                ("name", .string(network.name)),
                ("driver", .string(network.driver ?? "")),
                ("driver_opts", map(network.driverOptions)),
                (
                    "ipam",
                    .structure([
                        ("driver", .string(network.ipam.driver ?? "")),
                        ("config", .list(network.ipam.pools.map(pool))),
                        ("options", map(network.ipam.options)),
                    ])
                ),
                ("external", .flag(network.isExternal)),
                ("internal", .flag(network.isInternal)),
                ("attachable", .flag(network.isAttachable)),
                ("labels", map(network.labels)),
                ("enable_ipv4", .optionalFlag(network.ipv4Enabled)),
                ("enable_ipv6", .optionalFlag(network.ipv6Enabled)),
            ])
        )
    }

    /// The digest of a volume.
    static func of(_ volume: Volume) -> String {
        digest(
            .structure([
                ("name", .string(volume.name)),
                ("driver", .string(volume.driver ?? "local")),
                ("driver_opts", map(volume.driverOptions)),
                ("external", .flag(volume.isExternal)),
                ("labels", map(volume.labels)),
            ])
        )
    }

    private static func pool(_ pool: Network.AddressPool) -> GoJSON {
        .structure([
            ("subnet", .string(pool.subnet ?? "")),
            ("gateway", .string(pool.gateway ?? "")),
            ("ip_range", .string(pool.ipRange ?? "")),
            ("aux_addresses", map(pool.auxiliaryAddresses)),
        ])
    }

    private static func map(_ members: OrderedDictionary<String, String>) -> GoJSON {
        .map(Dictionary(uniqueKeysWithValues: members.map { ($0, $1) }))
    }

    private static func digest(_ value: GoJSON) -> String { SHA256.hash(data: Array(value.text.utf8)).hexadecimal }
}
