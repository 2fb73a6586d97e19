import EngineAPI

/// A container of a watched service, as long as it runs without interruption, or does not run.
struct WatchedContainer: Hashable, Sendable {
    /// The container.
    var id: ContainerID
    /// When it last started; `nil` while it does not run.
    var startedAt: EngineTimestamp?
    /// Its user, as its definition names it.
    var user: String
    /// The paths in it at which directories of the host are mounted.
    var bindMounts: [String]
}
