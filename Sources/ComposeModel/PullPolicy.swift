/// When an image is pulled or built.
///
/// - Source: Compose Specification, `pull_policy`.
public enum PullPolicy: Sendable, Hashable {
    /// At each start.
    case always
    /// Never.
    case never
    /// When the engine does not have it.
    case missing
    /// Built, never pulled.
    case build
    /// When the last pull is longer ago than this; `refresh` without `pull_refresh_after` is zero, which asks the registry
    /// each time.
    case refresh(after: Duration)
}
