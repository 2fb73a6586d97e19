package import IgnoreRules
package import SystemPackage

/// A directory that an engine may bring a copy of up to date.
package enum SyncedDirectory: Sendable {
    /// One of this host, by its absolute path.
    case host(FilePath)
    /// Files that exist nowhere, by name; all of this moment, so that they are sent each time.
    case memory([String: [UInt8]], modified: FileMetadata.Timestamp)
}

/// Where the content of a file comes from.
enum SyncedContent: Hashable, Sendable {
    case file(FilePath)
    case bytes([UInt8])
}
