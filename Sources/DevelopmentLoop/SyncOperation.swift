package import IgnoreRules
package import SystemPackage

/// One change to make in a container, with an absolute path of the container.
package enum SyncOperation: Equatable, Sendable {
    /// Removes the path and everything below it.
    case delete(FilePath)
    /// Removes a directory if nothing is in it; that something is in it is no failure.
    case removeDirectory(FilePath)
    /// Makes a directory, and its parents; with a mode if it is not the usual one or was changed.
    case directory(FilePath, mode: UInt16?)
    /// Writes a regular file.
    case file(FilePath, FileContent)
    /// Makes a symbolic link with these bytes as its target.
    case symbolicLink(FilePath, target: [UInt8])

    /// A regular file to write.
    package struct FileContent: Equatable, Sendable {
        /// Where to read it on the host.
        package var source: FilePath
        /// Its metadata.
        package var metadata: FileMetadata
        /// The owner it gets.
        package var owner: FileOwner
    }

    /// The path that changes.
    package var path: FilePath {
        switch self {
        case .delete(let path), .removeDirectory(let path), .directory(let path, _), .file(let path, _),
            .symbolicLink(let path, _):
            path
        }
    }

    /// Whether it only takes something away, which cannot be done in a container that does not run.
    var removes: Bool {
        switch self {
        case .delete, .removeDirectory: true
        case .directory, .file, .symbolicLink: false
        }
    }
}

/// The user and the group that own a file.
package struct FileOwner: Hashable, Sendable {
    /// The user.
    package var userID: UInt32
    /// The group.
    package var groupID: UInt32

    /// Names an owner.
    package init(userID: UInt32, groupID: UInt32) {
        self.userID = userID
        self.groupID = groupID
    }

    /// The superuser.
    package static let root = FileOwner(userID: 0, groupID: 0)
}

/// A path that could not be changed in a container.
package struct SyncFailure: Error, Equatable, Sendable {
    /// The path in the container.
    package var path: FilePath
    /// Why, in the words of whoever refused.
    package var reason: String
}
