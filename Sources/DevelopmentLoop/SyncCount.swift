/// How many files, links among them, and how many directories were changed.
struct SyncCount: Equatable, Sendable {
    var files = 0
    var directories = 0

    /// All of them.
    var total: Int { files + directories }

    /// The number to tell: that of the files, if there are any.
    var shown: Int { files > 0 ? files : directories }

    /// Counts what an operation writes; deletions write nothing.
    mutating func addWritten(_ operation: SyncOperation) {
        switch operation {
        case .delete, .removeDirectory: return
        case .directory: directories += 1
        case .file, .symbolicLink: files += 1
        }
    }

    mutating func add(_ other: (files: Int, directories: Int)) {
        files += other.files
        directories += other.directories
    }
}
