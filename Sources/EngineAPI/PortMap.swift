/// The addresses of the host at which a container's ports are published.
///
/// - Shape: `{"80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8080"}], "443/tcp": null}`.
package struct PortMap: Hashable, Sendable, Codable, ZeroValued, ExpressibleByDictionaryLiteral {
    /// The host addresses of each port; a port that is exposed and not published has none.
    package var bindings: [ContainerPort: [PortBinding]]

    /// Creates a map.
    package init(_ bindings: [ContainerPort: [PortBinding]] = [:]) { self.bindings = bindings }
    /// Creates a map; of equal ports, all bindings are taken.
    package init(dictionaryLiteral elements: (ContainerPort, [PortBinding])...) {
        bindings = Dictionary(elements, uniquingKeysWith: +)
    }

    /// The map without a port.
    package static var zeroValue: PortMap { PortMap() }
    /// The bindings of one port, or none.
    package subscript(port: ContainerPort) -> [PortBinding] {
        get { bindings[port] ?? [] }
        set { bindings[port] = newValue }
    }

    /// Reads the object; a `null` is an empty list.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        bindings = try container.decode([ContainerPort: [PortBinding]?].self).mapValues { $0 ?? [] }
    }

    /// Writes the object.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(bindings)
    }
}

/// One address of the host at which a port is published.
package struct PortBinding: Hashable, Sendable, Codable {
    /// The host's address; empty for all of them.
    @ZeroWhenAbsent package var hostIP: String
    /// The host's port, or in requests a range such as `8000-8010`; empty lets the engine choose one.
    @ZeroWhenAbsent package var hostPort: String

    /// Creates a binding; without arguments at a port of the engine's choice on all addresses.
    package init(hostIP: String = "", hostPort: String = "") {
        self.hostIP = hostIP
        self.hostPort = hostPort
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case hostIP = "HostIp"
        case hostPort = "HostPort"
    }
}
