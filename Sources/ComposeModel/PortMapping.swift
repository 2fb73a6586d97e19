/// A container port that is reachable from outside.
///
/// - Source: Compose Specification, `ports`.
public struct PortMapping: Sendable, Hashable {
    /// The port in the container.
    public var target: UInt16
    /// The host port, or the range that the engine picks one from; `nil` lets the engine pick any.
    public var published: PortRange?
    /// The host address to bind; `nil` binds all.
    public var hostIP: String?
    /// The protocol: `tcp`, `udp` or `sctp`.
    public var transport: String
    /// How the port is published in a cluster: `ingress` or `host`.
    public var mode: String
    /// What the port is called.
    public var name: String?
    /// The application protocol, such as `http`.
    public var applicationProtocol: String?

    /// A host port, or several that follow one another.
    public struct PortRange: Sendable, Hashable, CustomStringConvertible {
        /// The lowest port.
        public var lower: UInt16
        /// The highest port.
        public var upper: UInt16

        /// Creates a range; `upper` defaults to `lower`.
        public init(_ lower: UInt16, through upper: UInt16? = nil) {
            self.lower = lower
            self.upper = upper ?? lower
        }

        /// The range as `8080` or `8080-8090`.
        public var description: String {
            lower == upper ? String(lower) : "\(lower)-\(upper)"
        }
    }

    /// Creates a mapping.
    public init(
        target: UInt16,
        published: PortRange? = nil,
        hostIP: String? = nil,
        transport: String = "tcp",
        mode: String = "ingress",
        name: String? = nil,
        applicationProtocol: String? = nil
    ) {
        self.target = target
        self.published = published
        self.hostIP = hostIP
        self.transport = transport
        self.mode = mode
        self.name = name
        self.applicationProtocol = applicationProtocol
    }
}
