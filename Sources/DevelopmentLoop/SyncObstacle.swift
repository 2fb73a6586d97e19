import EngineAPI
import IgnoreRules
import SystemPackage

/// Why nothing is copied to a path of a container.
enum SyncObstacle: Hashable, Sendable {
    /// A directory or file of the host is mounted there, which shows its own content.
    case bindMount(source: String, destination: FilePath)
    /// What is mounted there cannot be written to.
    case readOnlyMount(destination: FilePath)
    /// The root file system cannot be written to, and nothing is mounted there.
    case readOnlyRoot

    /// Why, in the words of a message about a path.
    func reason(container: String) -> String {
        switch self {
        case .bindMount(let source, let destination): "the bind mount of '\(source)' at '\(destination)' hides them"
        case .readOnlyMount(let destination): "the mount at '\(destination)' is read-only"
        case .readOnlyRoot: "the root file system of container '\(container)' is read-only"
        }
    }

    /// What to do about it.
    func hint(target: FilePath) -> String {
        switch self {
        case .bindMount: "remove the watch rule or the mount"
        case .readOnlyMount: "mount it writable, or sync to another path"
        case .readOnlyRoot: "remove 'read_only: true' from the service, or mount a volume or a tmpfs at '\(target)'"
        }
    }
}

extension WatchedContainer {
    /// What keeps files from being copied to a path, if anything.
    func obstacle(at path: FilePath) -> SyncObstacle? {
        let mount = mounts.filter { path.isAtOrBelow($0.destination) }.max {
            $0.destination.length < $1.destination.length
        }
        guard let mount else { return hasReadOnlyRoot ? .readOnlyRoot : nil }
        return mount.obstacle
    }

    /// The mounts below a path that keep files from being copied to them.
    func obstacles(below path: FilePath) -> [FilePath: SyncObstacle] {
        var result: [FilePath: SyncObstacle] = [:]
        for mount in mounts where mount.destination != path && mount.destination.isAtOrBelow(path) {
            result[mount.destination] = mount.obstacle
        }
        return result
    }
}

extension WatchedContainer.MountedPath {
    fileprivate var obstacle: SyncObstacle? {
        if let source { return .bindMount(source: source, destination: destination) }
        return isWritable ? nil : .readOnlyMount(destination: destination)
    }
}
