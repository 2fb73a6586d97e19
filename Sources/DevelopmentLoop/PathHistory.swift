import IgnoreRules
import Synchronization
import SystemPackage

/// The paths of the host whose files are or may be in a container: those that were sent, found there, or deleted while
/// they were watched. If the host has no such file any more, a container must not have it either, whoever sent it there.
///
/// It also knows whose modes were set while they were watched: those count, other modes are the image's own affair. And it
/// knows where the host had links.
final class PathHistory: Sendable {
    private struct State {
        var paths: Set<FilePath> = []
        var pathsWithModes: Set<FilePath> = []
        var links: Set<FilePath> = []
    }

    private let state = Mutex(State())

    /// Whether a path was noted.
    func contains(_ path: FilePath) -> Bool { state.withLock { $0.paths.contains(path) } }

    /// Whether the mode of the file at a path was set while it was watched.
    func hasMode(of path: FilePath) -> Bool { state.withLock { $0.pathsWithModes.contains(path) } }

    /// Whether a link was sent from a path, or found in a container as it is on the host: such a link is none that the image
    /// made.
    func sentLink(at path: FilePath) -> Bool { state.withLock { $0.links.contains(path) } }

    /// Notes files.
    func note(_ files: some Sequence<(key: FilePath, value: FileMetadata)>) {
        state.withLock { state in
            for (path, metadata) in files {
                state.paths.insert(path)
                if metadata.kind == .symbolicLink { state.links.insert(path) }
            }
        }
    }

    /// Notes what was deleted, and whose modes were set.
    func note(_ changes: [FileChange]) {
        state.withLock { state in
            for change in changes {
                if let new = change.new {
                    if change.old?.mode != new.mode { state.pathsWithModes.insert(change.path) }
                } else if change.old != nil {
                    state.paths.insert(change.path)
                }
            }
        }
    }

    /// The noted paths, without some.
    func paths(without present: Set<FilePath>) -> Set<FilePath> { state.withLock { $0.paths.subtracting(present) } }
}
