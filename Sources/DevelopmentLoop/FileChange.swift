package import IgnoreRules
package import SystemPackage

/// How a file differs from what was last known of it.
package struct FileChange: Equatable, Sendable {
    /// The absolute path on the host.
    package var path: FilePath
    /// What was known; `nil` if there was no such file.
    package var old: FileMetadata?
    /// What is there now; `nil` if there is no such file.
    package var new: FileMetadata?

    /// Describes a change.
    package init(path: FilePath, old: FileMetadata?, new: FileMetadata?) {
        self.path = path
        self.old = old
        self.new = new
    }

    /// Whether a file came and went between two looks: nothing to act on, but a copy of it may have been taken.
    package var isFleeting: Bool { old == nil && new == nil }
}
