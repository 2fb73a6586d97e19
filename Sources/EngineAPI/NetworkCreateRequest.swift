/// Everything the engine needs to create a network.
///
/// - Source: `POST /networks/create`.
package struct NetworkCreateRequest: Hashable, Sendable, Codable {
    /// The name.
    package var name: String
    /// Whether a second network of the name is an error; engines from API 1.44 always do this.
    @ZeroWhenAbsent package var checkDuplicate: Bool
    /// The driver; the engine's default is `bridge`.
    @ZeroWhenAbsent package var driver: String
    /// The driver's options.
    @ZeroWhenAbsent package var options: [String: String]
    /// How it hands out addresses; `nil` leaves that to the engine.
    package var ipam: IPAMConfiguration?
    /// Whether it has no way out.
    @ZeroWhenAbsent package var isInternal: Bool
    /// Whether containers that are not services can join it.
    @ZeroWhenAbsent package var isAttachable: Bool
    /// Whether it has IPv4; `nil` leaves that to the engine. Since API 1.47.
    package var isIPv4Enabled: Bool?
    /// Whether it has IPv6; `nil` leaves that to the engine.
    package var isIPv6Enabled: Bool?
    /// Its labels.
    @ZeroWhenAbsent package var labels: [String: String]

    /// Creates a request that refuses a second network of the name.
    package init(name: String, driver: String = "", labels: [String: String] = [:]) {
        self.name = name
        self.checkDuplicate = true
        self.driver = driver
        self.labels = labels
    }

    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case checkDuplicate = "CheckDuplicate"
        case driver = "Driver"
        case options = "Options"
        case ipam = "IPAM"
        case isInternal = "Internal"
        case isAttachable = "Attachable"
        case isIPv4Enabled = "EnableIPv4"
        case isIPv6Enabled = "EnableIPv6"
        case labels = "Labels"
    }
}

/// What the engine answers to the creation of a network.
package struct NetworkCreateResponse: Hashable, Sendable, Codable {
    /// The new network.
    package var id: NetworkID
    /// What the engine could not do as asked, in its own words.
    @ZeroWhenAbsent package var warning: String

    /// Creates an answer.
    package init(id: NetworkID, warning: String = "") {
        self.id = id
        self.warning = warning
    }

    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case warning = "Warning"
    }
}

/// A container that joins a network.
///
/// - Source: `POST /networks/{id}/connect`.
package struct NetworkConnectRequest: Hashable, Sendable, Codable {
    /// The container.
    package var container: ContainerID
    /// How it takes part.
    package var endpointConfig: EndpointSettings?

    /// Creates a request.
    package init(container: ContainerID, endpointConfig: EndpointSettings? = nil) {
        self.container = container
        self.endpointConfig = endpointConfig
    }

    enum CodingKeys: String, CodingKey {
        case container = "Container"
        case endpointConfig = "EndpointConfig"
    }
}

/// A container that leaves a network.
///
/// - Source: `POST /networks/{id}/disconnect`.
package struct NetworkDisconnectRequest: Hashable, Sendable, Codable {
    /// The container.
    package var container: ContainerID
    /// Whether to go on although the container cannot be reached.
    @ZeroWhenAbsent package var force: Bool

    /// Creates a request.
    package init(container: ContainerID, force: Bool = false) {
        self.container = container
        self.force = force
    }

    enum CodingKeys: String, CodingKey {
        case container = "Container"
        case force = "Force"
    }
}
