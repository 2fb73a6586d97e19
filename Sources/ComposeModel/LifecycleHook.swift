public import OrderedCollections

/// A command that runs at a point of a container's life.
///
/// - Source: Compose Specification, `pre_start`, `post_start`, `pre_stop` and `develop.watch.exec`.
public struct LifecycleHook: Sendable, Hashable {
    /// The argument vector.
    public var command: [String]
    /// The image to run the command in; only for `pre_start`, `nil` is the service's.
    public var image: String?
    /// The user; `nil` is the container's.
    public var user: String?
    /// Whether the command has all rights.
    public var privileged: Bool
    /// The working directory; `nil` is the container's.
    public var workingDirectory: String?
    /// Further variables; a `nil` value is left out.
    public var environment: OrderedDictionary<String, String?>
    /// Whether a `pre_start` hook runs for each container and not once.
    public var perReplica: Bool

    /// Creates a hook.
    public init(command: [String]) {
        self.command = command
        privileged = false
        environment = [:]
        perReplica = false
    }
}
