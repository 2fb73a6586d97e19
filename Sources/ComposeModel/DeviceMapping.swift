/// A host device that a container sees.
///
/// - Source: Compose Specification, `devices`.
public struct DeviceMapping: Sendable, Hashable {
    /// The device on the host, or a CDI name such as `vendor.com/class=name`.
    public var source: String
    /// The device in the container.
    public var target: String
    /// The cgroup permissions, of `r`, `w` and `m`.
    public var permissions: String

    /// Creates a mapping.
    public init(source: String, target: String, permissions: String = "rwm") {
        self.source = source
        self.target = target
        self.permissions = permissions
    }
}
