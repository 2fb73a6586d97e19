/// Whose namespace a container uses.
///
/// - Source: Compose Specification, `pid`, `ipc`, `uts`, `userns_mode`, `cgroup`.
public enum NamespaceMode: Sendable, Hashable {
    /// The host's.
    case host
    /// One of its own.
    case `private`
    /// One of its own that other containers may join.
    case shareable
    /// That of another service's container.
    case service(ServiceName)
    /// That of a container, by name or ID.
    case container(String)
    /// A mode that is handed to the engine as it is.
    case other(String)

    /// Reads the text form: `host`, `private`, `shareable`, `service:NAME`, `container:NAME`, or any other mode.
    public init(_ text: String) {
        switch text {
        case "host": self = .host
        case "private": self = .private
        case "shareable": self = .shareable
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

extension NamespaceMode: CustomStringConvertible {
    /// The text form, as in a Compose file.
    public var description: String {
        switch self {
        case .host: "host"
        case .private: "private"
        case .shareable: "shareable"
        case .service(let name): "service:\(name)"
        case .container(let name): "container:\(name)"
        case .other(let text): text
        }
    }
}
