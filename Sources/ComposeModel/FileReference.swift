/// How a container sees a config or a secret.
///
/// - Source: Compose Specification, `configs` and `secrets` under "Services".
public struct FileReference<Source>: Sendable, Hashable {
    /// The key of the config or secret.
    public var source: Name<Source>
    /// The path in the container; `nil` is `/<source>` for a config and `/run/secrets/<source>` for a secret.
    public var target: String?
    /// The numeric owner.
    public var userID: String?
    /// The numeric group.
    public var groupID: String?
    /// The permission bits; `nil` is `0444`.
    public var mode: UInt32?

    /// Creates a reference.
    public init(
        source: Name<Source>,
        target: String? = nil,
        userID: String? = nil,
        groupID: String? = nil,
        mode: UInt32? = nil
    ) {
        self.source = source
        self.target = target
        self.userID = userID
        self.groupID = groupID
        self.mode = mode
    }
}

/// How a container sees a config.
public typealias ConfigReference = FileReference<Config>
/// How a container, or a build, sees a secret.
public typealias SecretReference = FileReference<Secret>
