/// The network mode that a service uses in place of networks.
///
/// - Source: Compose Specification, `network_mode`.
public enum NetworkMode: Sendable, Hashable {
    /// The host's network.
    case host
    /// No network.
    case none
    /// The engine's default bridge.
    case bridge
    /// The network of another service's container.
    case service(ServiceName)
    /// The network of a container, by name or ID.
    case container(String)
    /// A mode that is handed to the engine as it is, such as the name of a network.
    case other(String)

    /// Reads the text form: `host`, `none`, `bridge`, `service:NAME`, `container:NAME`, or any other mode.
    public init(_ text: String) {
        switch text {
        case "host": self = .host
        case "none": self = .none
        case "bridge": self = .bridge
        default:
            if let service = ServiceName(reference: text) {
                self = .service(service)
            } else if text.hasPrefix("container:") {
                self = .container(String(text.dropFirst("container:".count)))
            } else {
                self = .other(text)
            }
        }
    }
}

extension NetworkMode: CustomStringConvertible {
    /// The text form, as in a Compose file.
    public var description: String {
        switch self {
        case .host: "host"
        case .none: "none"
        case .bridge: "bridge"
        case .service(let name): "service:\(name)"
        case .container(let name): "container:\(name)"
        case .other(let text): text
        }
    }
}
