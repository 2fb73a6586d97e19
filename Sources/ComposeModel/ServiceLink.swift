/// A link to another service of the project.
///
/// - Source: Compose Specification, `links`.
public struct ServiceLink: Sendable, Hashable {
    /// The service.
    public var service: ServiceName
    /// The name under which it is found.
    ///
    /// - Default: the service's own.
    public var alias: String?

    /// Creates a link.
    public init(to service: ServiceName, alias: String? = nil) {
        self.service = service
        self.alias = alias
    }
}
