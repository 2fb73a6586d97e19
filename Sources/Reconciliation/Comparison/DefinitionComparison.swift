import ComposeModel
import EngineAPI

/// Compares a network or a volume that exists with what the files say of it.
///
/// The digest in its label decides. What has none (earlier versions wrote none) is looked at: what the files set has to be
/// so, and what they leave open is the engine's to choose.
enum DefinitionComparison {
    /// Why the network has to be made anew; `nil` when it is as wanted.
    static func cause(_ wanted: NetworkCreateRequest, _ found: ObservedNetwork) -> String? {
        cause(wanted.labels, found.labels, found.definition.map { differences(wanted, $0) } ?? [])
    }

    /// Why the volume differs; `nil` when it is as wanted.
    static func cause(_ wanted: VolumeCreateRequest, _ found: ObservedVolume) -> String? {
        cause(wanted.labels, found.labels, found.definition.map { differences(wanted, $0) } ?? [])
    }

    private static func cause(
        _ wanted: [String: String],
        _ found: [String: String],
        _ differences: [String]
    ) -> String? {
        let digest = ComposeLabels(found).configurationHash
        guard digest != ComposeLabels(wanted).configurationHash else { return nil }
        if differences.isEmpty { return digest == nil ? nil : "its definition changed" }
        return "its definition changed: \(differences.joined(separator: ", "))"
    }

    private static func differences(_ wanted: NetworkCreateRequest, _ found: NetworkInspection) -> [String] {
        let checks: [(name: String, isEqual: Bool)] = [
            ("driver", wanted.driver.isEmpty || wanted.driver == found.driver),
            ("driver_opts", contains(found.options, wanted.options)),
            ("ipam", isSame(wanted.ipam, found.ipam)),
            ("internal", wanted.isInternal == found.isInternal),
            ("attachable", wanted.isAttachable == found.isAttachable),
            ("enable_ipv4", wanted.isIPv4Enabled ?? true == found.isIPv4Enabled ?? wanted.isIPv4Enabled ?? true),
            ("enable_ipv6", wanted.isIPv6Enabled == nil || wanted.isIPv6Enabled == found.isIPv6Enabled),
            ("labels", ComposeLabels(wanted.labels).foreign == ComposeLabels(found.labels).foreign),
        ]
        return checks.filter { !$0.isEqual }.map(\.name)
    }

    private static func differences(_ wanted: VolumeCreateRequest, _ found: VolumeInspection) -> [String] {
        let checks: [(name: String, isEqual: Bool)] = [
            ("driver", wanted.driver.isEmpty || wanted.driver == found.driver),
            ("driver_opts", contains(found.options, wanted.driverOpts)),
            ("labels", ComposeLabels(wanted.labels).foreign == ComposeLabels(found.labels).foreign),
        ]
        return checks.filter { !$0.isEqual }.map(\.name)
    }

    private static func isSame(_ wanted: IPAMConfiguration?, _ found: IPAMConfiguration) -> Bool {
        guard let wanted else { return true }
        return contains(found.options, wanted.options)
            && (wanted.driver.isEmpty || wanted.driver == found.driver)
            && wanted.pools.allSatisfy { pool in
                found.pools.contains { other in
                    (pool.subnet.isEmpty || pool.subnet == other.subnet)
                        && (pool.gateway.isEmpty || pool.gateway == other.gateway)
                        && (pool.ipRange.isEmpty || pool.ipRange == other.ipRange)
                        && contains(other.auxiliaryAddresses, pool.auxiliaryAddresses)
                }
            }
    }

    private static func contains(_ all: [String: String], _ some: [String: String]) -> Bool {
        some.allSatisfy { all[$0.key] == $0.value }
    }
}
