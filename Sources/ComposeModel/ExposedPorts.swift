/// Ports that are open to other services only.
///
/// - Source: Compose Specification, `expose`.
public struct ExposedPorts: Sendable, Hashable {
    /// The ports in the container.
    public var ports: PortMapping.PortRange
    /// The protocol: `tcp`, `udp` or `sctp`.
    public var transport: String

    /// Creates one port or several.
    public init(_ ports: PortMapping.PortRange, transport: String = "tcp") {
        self.ports = ports
        self.transport = transport
    }
}
