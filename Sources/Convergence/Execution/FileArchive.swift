import IgnoreRules
import Reconciliation
import SystemPackage
import TarArchives

/// The archive in which files get into a container.
enum FileArchive {
    /// Packs files, to be unpacked in the container's root directory. Directories above them that are missing are made by
    /// the engine; those that are there keep their rights.
    ///
    /// - Parameter modified: the time since 1970 that the files bear.
    /// - Throws: `TarArchivesError`.
    static func encode(_ files: [ContainerFile], modified: Duration) throws -> [UInt8] {
        let (seconds, attoseconds) = modified.components
        let time = FileMetadata.Timestamp(seconds: seconds, nanoseconds: Int32(attoseconds / 1_000_000_000))
        return try TarEncoder.encode(
            files.map { file in
                TarItem(
                    TarEntry(
                        path: FilePath(file.path).removingRoot(),
                        kind: .file(size: Int64(file.content.count)),
                        mode: file.mode,
                        userID: file.userID,
                        groupID: file.groupID,
                        modified: time
                    ),
                    content: .bytes(file.content)
                )
            }
        )
    }
}
