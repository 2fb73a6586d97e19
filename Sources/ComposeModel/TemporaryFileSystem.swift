/// A temporary file system in its short form.
///
/// - Source: Compose Specification, `tmpfs`.
public struct TemporaryFileSystem: Sendable, Hashable {
    /// The path in the container.
    public var target: String
    /// The options of the mount, such as `size=1m,mode=755`; empty leaves them to the engine.
    public var options: String

    /// Creates a file system.
    public init(at target: String, options: String = "") {
        self.target = target
        self.options = options
    }
}
