/// Where mounts are taken over from.
///
/// - Source: Compose Specification, `volumes_from`.
public struct VolumesSource: Sendable, Hashable {
    /// Whose mounts they are.
    public var owner: Owner
    /// `ro` or `rw`; `nil` keeps each mount's own.
    public var mode: String?

    /// Whose mounts are taken over.
    public enum Owner: Sendable, Hashable {
        /// The first container of a service.
        case service(ServiceName)
        /// A container, by name or ID.
        case container(String)
    }

    /// Creates a source.
    public init(_ owner: Owner, mode: String? = nil) {
        self.owner = owner
        self.mode = mode
    }
}
