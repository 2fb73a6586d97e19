import IgnoreRules
import SystemPackage

/// What brings files into one container. One task uses it at a time; `ReceiverSelection` chooses it.
protocol FileReceiver: AnyObject {
    /// The owner that new files get.
    var owner: FileOwner { get }

    /// The connection to the container, which any task may close; `nil` if there is none that stays.
    var connection: ReceiverConnection? { get }

    /// What the container says about files; `nil` if this receiver cannot ask.
    func look(at paths: [FilePath], target: TargetID) async throws -> [FilePath: ContainerFile]?

    /// The POSIX checksums of the container's files; `nil` if this receiver cannot ask.
    ///
    /// - Parameter size: how many bytes the files have together.
    func checksums(of paths: [FilePath], size: Int64, target: TargetID) async throws -> [FilePath: UInt32]?

    /// The symbolic links of the container whose targets are other ones, or cannot be told.
    func differingLinks(_ links: [(path: FilePath, target: [UInt8])], target: TargetID) async throws -> Set<FilePath>

    /// Carries out operations in order: all or, of each, none.
    ///
    /// - Parameter target: the target that all the paths are below.
    /// - Returns: what became of them; those that did not fail are visible in the container.
    /// - Throws: when the receiver is lost; which operations were carried out is then not known.
    func apply(_ operations: [SyncOperation], target: TargetID) async throws -> SyncResult
}
