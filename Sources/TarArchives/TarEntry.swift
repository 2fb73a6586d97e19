package import IgnoreRules
package import SystemPackage

/// The header of one file in an archive.
package struct TarEntry: Equatable, Sendable {
    /// What kind of file an entry stands for.
    package enum Kind: Equatable, Sendable {
        /// A regular file with its size in bytes.
        case file(size: Int64)
        /// A directory.
        case directory
        /// A symbolic link with the bytes of its target, which need not exist.
        case symbolicLink(target: [UInt8])
        /// Another name for an earlier entry of the archive.
        case hardLink(target: FilePath)
        /// A device, a pipe or what else the archive holds; only met when reading.
        case other
    }

    /// The name in the archive, usually relative.
    package var path: FilePath
    /// What it is.
    package var kind: Kind
    /// The permission bits.
    package var mode: UInt16
    /// The owner.
    package var userID: UInt32
    /// The group.
    package var groupID: UInt32
    /// When the content was last written.
    package var modified: FileMetadata.Timestamp

    /// Describes an entry; without more, owned by root and readable by all.
    package init(
        path: FilePath,
        kind: Kind,
        mode: UInt16 = 0o644,
        userID: UInt32 = 0,
        groupID: UInt32 = 0,
        modified: FileMetadata.Timestamp = FileMetadata.Timestamp(seconds: 0)
    ) {
        self.path = path
        self.kind = kind
        self.mode = mode
        self.userID = userID
        self.groupID = groupID
        self.modified = modified
    }
}
