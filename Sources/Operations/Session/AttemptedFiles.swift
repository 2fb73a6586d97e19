import ComposeLoader
import Synchronization

/// Files that remember which of them were looked for, whether they are there or not.
final class AttemptedFiles: ProjectFiles {
    private let files: any ProjectFiles
    private let attempted = Mutex<Set<String>>([])

    init(_ files: any ProjectFiles) {
        self.files = files
    }

    /// The absolute paths that were looked for, without directories.
    var paths: Set<String> { attempted.withLock { $0 } }

    func kind(of path: String) -> ProjectFileKind {
        let kind = files.kind(of: path)
        if kind != .directory { attempted.withLock { _ = $0.insert(path) } }
        return kind
    }

    func contents(of path: String) throws(ProjectFileError) -> [UInt8] {
        attempted.withLock { _ = $0.insert(path) }
        return try files.contents(of: path)
    }

    func resolvingSymbolicLinks(in path: String) -> String { files.resolvingSymbolicLinks(in: path) }
}
