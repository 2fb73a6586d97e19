/// What `watch` does when files below a path change.
///
/// - Source: Compose Specification, "Develop".
public struct WatchRule: Sendable, Hashable {
    /// The absolute path of the watched file or directory, with symbolic links resolved.
    public var path: String
    /// What is done.
    public var action: Action
    /// The absolute path in the container that ``path`` is copied to; `nil` for actions that copy nothing.
    public var target: String?
    /// Patterns, relative to ``path``, of what is not watched; `.dockerignore` syntax.
    public var ignore: [String]
    /// Patterns, relative to ``path``, of what alone is watched; empty means everything.
    public var include: [String]
    /// Whether everything is copied once when watching begins.
    public var initialSync: Bool
    /// What runs in the container after a copy; only for ``Action/syncAndExec``.
    public var exec: LifecycleHook?

    /// What is done on a change.
    public enum Action: String, Sendable, Hashable, Codable, CaseIterable {
        /// The image is built and the container replaced.
        case rebuild
        /// The changed files are copied into the container.
        case sync
        /// The container is restarted.
        case restart
        /// The changed files are copied, then the container is restarted.
        case syncAndRestart = "sync+restart"
        /// The changed files are copied, then a command runs in the container.
        case syncAndExec = "sync+exec"
    }

    /// Creates a rule.
    public init(path: String, action: Action, target: String? = nil, ignore: [String] = [], include: [String] = []) {
        self.path = path
        self.action = action
        self.target = target
        self.ignore = ignore
        self.include = include
        initialSync = false
    }
}
