/// What the engine does when a container ends.
///
/// - Source: Compose Specification, `restart`.
public enum RestartPolicy: Sendable, Hashable {
    /// Nothing.
    case no
    /// Always restarts it.
    case always
    /// Restarts it unless it was stopped on purpose.
    case unlessStopped
    /// Restarts it when it failed, at most as often as given; `nil` is without limit.
    case onFailure(maximumRetries: Int?)
}
