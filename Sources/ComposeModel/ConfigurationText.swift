/// The text of a service whose SHA-256 digest is docker compose's `config-hash`.
///
/// - Source: docker compose 2.40's `ServiceHash`: the service as JSON, without what needs no new container.
public struct ConfigurationText: Sendable, Hashable {
    /// A piece of the text.
    public enum Part: Sendable, Hashable {
        /// Text as it is.
        case text(String)
        /// The identifier of the first container of a service, whose namespace or volumes are shared.
        case container(of: ServiceName)
    }

    /// The pieces in their order.
    public var parts: [Part]

    /// Creates a text of pieces.
    public init(_ parts: [Part]) {
        self.parts = parts
    }

    /// The services whose containers the text names.
    public var sharedServices: [ServiceName] {
        parts.compactMap { part in
            if case .container(let service) = part { service } else { nil }
        }
    }

    /// The whole text.
    ///
    /// - Parameter identifier: the identifier of a service's first container; `nil` where there is none yet.
    /// - Returns: `nil` when an identifier is missing.
    public func whole(_ identifier: (ServiceName) -> String?) -> String? {
        var result = ""
        for part in parts {
            switch part {
            case .text(let text): result += text
            case .container(let service):
                guard let text = identifier(service) else { return nil }
                result += text
            }
        }
        return result
    }
}
