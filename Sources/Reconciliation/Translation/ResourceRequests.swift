package import ComposeModel
package import EngineAPI
import OrderedCollections

/// What the engine is asked for when a project's networks and volumes are made.
package struct ResourceRequests: Sendable {
    private let project: Project
    private let toolVersion: String

    /// Prepares requests for a project.
    ///
    /// - Parameter toolVersion: the version that is written into labels.
    package init(project: Project, toolVersion: String) {
        self.project = project
        self.toolVersion = toolVersion
    }

    /// The request for a network.
    package func request(for network: Network, key: NetworkName) -> NetworkCreateRequest {
        var request = NetworkCreateRequest(name: network.name)
        request.driver = network.driver ?? ""
        request.options = Dictionary(uniqueKeysWithValues: network.driverOptions.map { ($0, $1) })
        request.isInternal = network.isInternal
        request.isAttachable = network.isAttachable
        request.isIPv4Enabled = network.ipv4Enabled
        request.isIPv6Enabled = network.ipv6Enabled
        if network.ipam.driver != nil || !network.ipam.pools.isEmpty || !network.ipam.options.isEmpty {
            var ipam = IPAMConfiguration()
            ipam.driver = network.ipam.driver ?? "default"
            ipam.options = Dictionary(uniqueKeysWithValues: network.ipam.options.map { ($0, $1) })
            ipam.pools = network.ipam.pools.map { pool in
                IPAMConfiguration.Pool(
                    subnet: pool.subnet ?? "",
                    ipRange: pool.ipRange ?? "",
                    gateway: pool.gateway ?? "",
                    auxiliaryAddresses: Dictionary(uniqueKeysWithValues: pool.auxiliaryAddresses.map { ($0, $1) })
                )
            }
            request.ipam = ipam
        }
        request.labels = Dictionary(uniqueKeysWithValues: network.labels.map { ($0, $1) })
        request.labels.merge(ownLabels(ComposeLabel.network, key.rawValue, DefinitionDigest.of(network))) { $1 }
        return request
    }

    /// The request for a volume.
    package func request(for volume: Volume, key: ComposeModel.VolumeName) -> VolumeCreateRequest {
        var request = VolumeCreateRequest(name: EngineAPI.VolumeName(volume.name))
        request.driver = volume.driver ?? ""
        request.driverOpts = Dictionary(uniqueKeysWithValues: volume.driverOptions.map { ($0, $1) })
        request.labels = Dictionary(uniqueKeysWithValues: volume.labels.map { ($0, $1) })
        request.labels.merge(ownLabels(ComposeLabel.volume, key.rawValue, DefinitionDigest.of(volume))) { $1 }
        return request
    }

    private func ownLabels(_ kind: String, _ key: String, _ digest: String) -> [String: String] {
        [
            ComposeLabel.project: project.name.rawValue, ComposeLabel.version: toolVersion, kind: key,
            ComposeLabel.configurationHash: digest,
        ]
    }
}
