/// Everything the engine knows about one container.
///
/// - Source: `GET /containers/{id}/json`.
package struct ContainerInspection: Hashable, Sendable, Codable {
    /// The container.
    package var id: ContainerID
    /// When it was created.
    @ZeroWhenAbsent package var created: EngineTimestamp
    /// The name with the engine's leading slash; see ``name``.
    @ZeroWhenAbsent package var slashedName: String
    /// The program of the main process.
    @ZeroWhenAbsent package var path: String
    /// Its arguments.
    @ZeroWhenAbsent package var args: [String]
    /// What it is doing.
    @ZeroWhenAbsent package var state: ContainerState
    /// The image it was made from.
    @ZeroWhenAbsent package var image: ImageID
    /// How often the engine has started it again by itself.
    @ZeroWhenAbsent package var restartCount: Int
    /// The storage driver.
    @ZeroWhenAbsent package var driver: String
    /// The operating system it was made for.
    @ZeroWhenAbsent package var platform: String
    /// The portable part of its definition, with the image's defaults filled in.
    @ZeroWhenAbsent package var config: ContainerConfig
    /// The part of its definition that depends on the host.
    @ZeroWhenAbsent package var hostConfig: HostConfig
    /// Its networks and published ports.
    @ZeroWhenAbsent package var networkSettings: NetworkSettings
    /// Its mounts.
    @ZeroWhenAbsent package var mounts: [MountPoint]
    /// The path of its log on the engine's host, where it has one.
    @ZeroWhenAbsent package var logPath: String

    /// Creates an inspection of a container that was created and never started.
    package init(id: ContainerID, name: String, image: ImageID) {
        self.id = id
        self.slashedName = "/" + name
        self.image = image
    }

    /// The name, without the engine's leading slash.
    package var name: String { slashedName.hasPrefix("/") ? String(slashedName.dropFirst()) : slashedName }

    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case created = "Created"
        case slashedName = "Name"
        case path = "Path"
        case args = "Args"
        case state = "State"
        case image = "Image"
        case restartCount = "RestartCount"
        case driver = "Driver"
        case platform = "Platform"
        case config = "Config"
        case hostConfig = "HostConfig"
        case networkSettings = "NetworkSettings"
        case mounts = "Mounts"
        case logPath = "LogPath"
    }
}

/// A container's networks and published ports.
package struct NetworkSettings: Hashable, Sendable, Codable, ZeroValued {
    /// Where its ports are published; empty while it is not running.
    @ZeroWhenAbsent package var ports: PortMap
    /// Its endpoints by network name.
    @ZeroWhenAbsent package var networks: [String: EndpointSettings]

    /// Creates settings.
    package init(ports: PortMap = PortMap(), networks: [String: EndpointSettings] = [:]) {
        self.ports = ports
        self.networks = networks
    }

    /// No network and no port.
    package static var zeroValue: NetworkSettings { NetworkSettings() }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case ports = "Ports"
        case networks = "Networks"
    }
}
