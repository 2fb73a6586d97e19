import EngineAPI
import SystemPackage

/// A container of a watched service, as long as it runs without interruption, is paused, or does not run.
struct WatchedContainer: Hashable, Sendable {
    /// The container.
    var id: ContainerID
    /// Its name.
    var name: String
    /// When it last started; `nil` while it does not run.
    var startedAt: EngineTimestamp?
    /// Whether its processes are frozen.
    var isPaused = false
    /// Its user, as its definition names it.
    var user: String
    /// What is mounted in it.
    var mounts: Set<MountedPath> = []
    /// Whether its root file system cannot be written to.
    var hasReadOnlyRoot = false

    /// A path in a container at which something else is mounted.
    struct MountedPath: Hashable, Sendable {
        /// The path.
        var destination: FilePath
        /// The path of the host that is mounted; `nil` for volumes and tmpfs.
        var source: String?
        /// Whether it can be written to.
        var isWritable: Bool
    }
}
