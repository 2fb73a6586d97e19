import Synchronization
import SystemPackage

/// The paths of the host whose files are or may be in a container: those that were sent, found there, or deleted while
/// they were watched. If the host has no such file any more, a container must not have it either, whoever sent it there.
final class PathHistory: Sendable {
    private let state = Mutex(Set<FilePath>())

    /// Whether a path was noted.
    func contains(_ path: FilePath) -> Bool { state.withLock { $0.contains(path) } }

    /// Notes paths.
    func note(_ paths: some Sequence<FilePath>) { state.withLock { $0.formUnion(paths) } }

    /// Notes what was deleted.
    func note(deletionsIn changes: [FileChange]) {
        note(changes.lazy.filter { $0.new == nil && $0.old != nil }.map(\.path))
    }

    /// The noted paths, without some.
    func paths(without present: Set<FilePath>) -> Set<FilePath> { state.withLock { $0.subtracting(present) } }
}
