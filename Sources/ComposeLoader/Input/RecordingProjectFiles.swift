internal import Synchronization

/// Files that remember which of them were read.
final class RecordingProjectFiles: ProjectFiles {
    private let files: any ProjectFiles
    private let read = Mutex<Set<String>>([])

    init(_ files: any ProjectFiles) {
        self.files = files
    }

    /// The absolute paths of the files that were read.
    var paths: Set<String> { read.withLock { $0 } }

    func kind(of path: String) -> ProjectFileKind { files.kind(of: path) }

    func contents(of path: String) throws(ProjectFileError) -> [UInt8] {
        let bytes = try files.contents(of: path)
        read.withLock { _ = $0.insert(path) }
        return bytes
    }

    func resolvingSymbolicLinks(in path: String) -> String { files.resolvingSymbolicLinks(in: path) }

    func names(in directory: String) -> [String] { files.names(in: directory) }
}
