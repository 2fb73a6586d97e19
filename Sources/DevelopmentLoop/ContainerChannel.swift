import IgnoreRules
import SystemPackage

/// A way to bring files into one container. One task uses it at a time.
protocol ContainerChannel: AnyObject {
    /// The owner that new files get.
    var owner: FileOwner { get }

    /// What the container says about files; `nil` if this channel cannot ask.
    func look(at paths: [FilePath], target: Int) async throws -> [FilePath: ContainerFile]?

    /// The POSIX checksums of the container's files; `nil` if this channel cannot ask.
    ///
    /// - Parameter size: how many bytes the files have together.
    func checksums(of paths: [FilePath], size: Int64, target: Int) async throws -> [FilePath: UInt32]?

    /// The symbolic links of the container whose targets are other ones, or cannot be told.
    func differingLinks(_ links: [(path: FilePath, target: [UInt8])], target: Int) async throws -> Set<FilePath>

    /// Carries out operations in order: all or, of each, none.
    ///
    /// - Parameter target: the index of the target that all the paths are below.
    /// - Returns: what became of them; those that did not fail are visible in the container.
    /// - Throws: when the channel is lost; which operations were carried out is then not known.
    func apply(_ operations: [SyncOperation], target: Int) async throws -> SyncResult
}

/// What became of operations; all paths are those in the container.
struct SyncResult: Equatable {
    /// The operations that failed.
    var failures: [SyncFailure] = []
    /// The metadata of regular files as they were when they were read.
    var read: [FilePath: FileMetadata] = [:]
    /// The regular files that were gone when they were to be read, or changed while they were: they are to be looked at
    /// again.
    var unsettled: Set<FilePath> = []
    /// The deletions that found nothing, as far as the channel can tell.
    var absent: Set<FilePath> = []
}
