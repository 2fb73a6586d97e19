/// A resource limit of the processes in a container.
///
/// - Source: Compose Specification, `ulimits`.
public struct Ulimit: Sendable, Hashable {
    /// The limit that applies; `-1` is unlimited.
    public var soft: Int64
    /// The limit up to which a process may raise its own.
    public var hard: Int64

    /// Creates a limit.
    public init(soft: Int64, hard: Int64) {
        self.soft = soft
        self.hard = hard
    }
}
