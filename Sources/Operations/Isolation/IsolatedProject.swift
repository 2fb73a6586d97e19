package import ComposeModel
package import Diagnostics
import OrderedCollections

/// A project in which nothing is shared with other stacks of the same files, as far as the files can say that: pure.
///
/// - Shape: the project was loaded under the stack's name, so that what is made of the name is its own already. Fixed
///   names and
///   ports are replaced here; what cannot be is named in warnings.
package struct IsolatedProject: Sendable, Hashable {
    /// The project.
    package private(set) var project: Project
    /// What is shared all the same, or may mean something else than in the first stack.
    package private(set) var warnings: [Diagnostic] = []

    /// Drivers of networks that are those of the host, whose addresses belong to it.
    private static let hostDrivers: Set<String> = ["macvlan", "ipvlan"]
    /// The option by which a bridge of the host gets a fixed name.
    private static let bridgeName = "com.docker.network.bridge.name"

    /// Rewrites a project.
    ///
    /// - Parameters:
    ///   - original: as loaded under the stack's name.
    ///   - ports: what each of its published ports became.
    package init(_ original: Project, ports: PortAllotment) {
        project = original
        for (key, network) in original.networks { rewrite(network, key) }
        let freed = original.networks.filter { !$0.value.ipam.pools.isEmpty }.map(\.key)
            .filter { project.networks[$0]?.ipam.pools.isEmpty ?? false }
        let rewriting = ServiceRewriting(of: original, ports: ports, freeing: Set(freed))
        for (name, service) in original.services {
            let outcome = rewriting.outcome(of: service)
            project.services[name] = outcome.service
            warnings += outcome.warnings
        }
        // What is not brought up need not be warned of.
        for (name, service) in original.disabledServices {
            project.disabledServices[name] = rewriting.outcome(of: service).service
        }
        for (key, volume) in original.volumes { rewrite(volume, key) }
        for (key, config) in original.configs where config.source != .external {
            let own = ownName(of: key.rawValue)
            project.configs[key]?.name = own
        }
        for (key, secret) in original.secrets where secret.source != .external {
            let own = ownName(of: key.rawValue)
            project.secrets[key]?.name = own
        }
    }

    private func ownName(of key: String) -> String { "\(project.name)_\(key)" }

    private mutating func rewrite(_ network: Network, _ key: NetworkName) {
        guard !network.isExternal else {
            warn("network '\(network.name)' is external: the stacks share it", ["networks", key.rawValue])
            return
        }
        var own = network
        own.name = ownName(of: key.rawValue)
        own.driverOptions[Self.bridgeName] = nil
        if Self.hostDrivers.contains(network.driver ?? "") {
            warn(
                "network '\(key)' is a part of the host's own (\(network.driver ?? "")): the stacks share its addresses",
                ["networks", key.rawValue]
            )
        } else {
            // The engine gives each stack a subnet that is free.
            own.ipam.pools = []
        }
        project.networks[key] = own
    }

    private mutating func rewrite(_ volume: Volume, _ key: VolumeName) {
        guard !volume.isExternal else {
            warn("volume '\(volume.name)' is external: the stacks share it", ["volumes", key.rawValue])
            return
        }
        let own = ownName(of: key.rawValue)
        project.volumes[key]?.name = own
        guard let device = volume.driverOptions["device"], !device.isEmpty, volume.driverOptions["type"] != "tmpfs"
        else {
            return
        }
        warn("volume '\(key)' is kept in '\(device)': the stacks share it", ["volumes", key.rawValue])
    }

    private mutating func warn(_ message: String, _ keys: [String]) {
        warnings.append(Diagnostic(severity: .warning, message: message, path: ProjectPath(keys: keys)))
    }
}
