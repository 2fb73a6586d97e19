import Synchronization
import SystemPackage

/// The paths that the host has deleted since watching began, so that a container made from an older image loses them too.
final class DeletedPaths: Sendable {
    private let state = Mutex(Set<FilePath>())

    /// All of them.
    var paths: Set<FilePath> { state.withLock { $0 } }

    /// Notes changes: a file that exists again is not deleted any more.
    func note(_ changes: [FileChange]) {
        state.withLock { paths in
            for change in changes {
                if change.new != nil {
                    if !paths.isEmpty { paths.remove(change.path) }
                } else if change.old != nil {
                    paths.insert(change.path)
                }
            }
        }
    }
}
