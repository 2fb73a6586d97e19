import IgnoreRules
import SystemPackage

/// What became of operations; all paths are those in the container.
struct SyncResult: Equatable {
    /// The operations that failed.
    var failures: [SyncFailure] = []
    /// The metadata of regular files as they were when they were read.
    var read: [FilePath: FileMetadata] = [:]
    /// The regular files that were gone when they were to be read, or changed while they were: they are to be looked at
    /// again.
    var unsettled: Set<FilePath> = []
    /// The deletions that found nothing, as far as the receiver can tell.
    var absent: Set<FilePath> = []
}
