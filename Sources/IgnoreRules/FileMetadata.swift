import CLibrary
package import SystemPackage

/// What the file system says about a file without its content; equal values mean an unchanged file.
///
/// ``sharedIdentity`` is no part of that: a further name somewhere changes nothing about a file.
package struct FileMetadata: Sendable {
    /// The type of a file.
    package enum Kind: Hashable, Sendable {
        /// A regular file.
        case file
        /// A directory.
        case directory
        /// A symbolic link, dangling or not.
        case symbolicLink
        /// A socket, a pipe or a device.
        case special
    }

    /// A point in time of the file system.
    package struct Timestamp: Hashable, Comparable, Sendable {
        /// Seconds since 1970.
        package var seconds: Int64
        /// Nanoseconds within the second.
        package var nanoseconds: Int32

        /// Describes a point in time.
        package init(seconds: Int64, nanoseconds: Int32 = 0) {
            self.seconds = seconds
            self.nanoseconds = nanoseconds
        }

        /// Whether a time is earlier.
        package static func < (left: Timestamp, right: Timestamp) -> Bool {
            (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
        }
    }

    /// The type of the file.
    package var kind: Kind
    /// The size of a regular file in bytes, 0 for the others.
    package var size: Int64
    /// When the content was last written; the start of 1970 for directories, whose time changes with each new file.
    package var modified: Timestamp
    /// The permission bits, with set-id and sticky bits.
    package var mode: UInt16
    /// The number of the file in its file system.
    package var inode: UInt64
    /// The owner.
    package var userID: UInt32
    /// The group.
    package var groupID: UInt32
    /// What the names of a regular file with several of them have in common; `nil` for a file with one.
    package var sharedIdentity: Identity?

    /// What tells a file from all others of the machine.
    package struct Identity: Hashable, Sendable {
        /// The number of the file system.
        package var device: UInt64
        /// The number of the file in its file system.
        package var inode: UInt64
    }

    /// Describes a file.
    package init(
        kind: Kind,
        size: Int64 = 0,
        modified: Timestamp = Timestamp(seconds: 0),
        mode: UInt16 = 0o644,
        inode: UInt64 = 0,
        userID: UInt32 = 0,
        groupID: UInt32 = 0
    ) {
        self.kind = kind
        self.size = size
        self.modified = modified
        self.mode = mode
        self.inode = inode
        self.userID = userID
        self.groupID = groupID
    }

    /// Reads the metadata of a file; of a symbolic link itself, unless it is to be followed.
    ///
    /// **Throws:** the error of the system, `.noSuchFileOrDirectory` for a missing file.
    package init(of path: FilePath, followingLink: Bool = false) throws(Errno) {
        self.init(try path.stat(followTargetSymlink: followingLink))
    }

    /// Reads the metadata of an open file.
    package init(of descriptor: FileDescriptor) throws(Errno) {
        self.init(try descriptor.stat())
    }

    private init(_ stat: Stat) {
        let raw = stat.rawValue
        switch stat.type {
        case .regular: kind = .file
        case .directory: kind = .directory
        case .symbolicLink: kind = .symbolicLink
        default: kind = .special
        }
        size = kind == .file ? stat.size : 0
        mode = UInt16(truncatingIfNeeded: raw.st_mode & 0o7777)
        inode = UInt64(raw.st_ino)
        userID = raw.st_uid
        groupID = raw.st_gid
        if kind == .file, raw.st_nlink > 1 {
            sharedIdentity = Identity(device: UInt64(truncatingIfNeeded: raw.st_dev), inode: inode)
        }
        #if canImport(Darwin)
        let time = raw.st_mtimespec
        #else
        let time = raw.st_mtim
        #endif
        modified =
            kind == .directory
            ? Timestamp(seconds: 0) : Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec))
    }
}

extension FileMetadata: Hashable {
    /// Whether both say the same of a file.
    package static func == (left: FileMetadata, right: FileMetadata) -> Bool {
        (left.kind, left.size, left.modified, left.mode, left.inode)
            == (right.kind, right.size, right.modified, right.mode, right.inode)
            && (left.userID, left.groupID) == (right.userID, right.groupID)
    }

    /// Feeds what equality compares.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(size)
        hasher.combine(modified)
        hasher.combine(mode)
        hasher.combine(inode)
        hasher.combine(userID)
        hasher.combine(groupID)
    }
}
