/// Files that exist only as values, for tests and for editors.
public struct InMemoryProjectFiles: ProjectFiles {
    private var files: [String: [UInt8]]
    private var directories: Set<String>

    /// Creates a tree of files from texts by absolute path.
    public init(_ texts: [String: String]) {
        files = texts.mapValues { Array($0.utf8) }
        directories = ["/"]
        for path in texts.keys {
            var directory = LexicalPath.directory(of: path)
            while directory != "/", directories.insert(directory).inserted {
                directory = LexicalPath.directory(of: directory)
            }
        }
    }

    /// Puts raw bytes at a path.
    public mutating func setContents(of path: String, to bytes: [UInt8]) {
        files[path] = bytes
    }

    /// What there is at a path.
    public func kind(of path: String) -> ProjectFileKind {
        if files[path] != nil { return .file }
        return directories.contains(path) ? .directory : .missing
    }

    /// The bytes of a file.
    public func contents(of path: String) throws(ProjectFileError) -> [UInt8] {
        if let bytes = files[path] { return bytes }
        throw directories.contains(path) ? .isDirectory : .missing
    }

    /// The path itself: there are no symbolic links.
    public func resolvingSymbolicLinks(in path: String) -> String {
        path
    }

    /// The names in a directory, in order.
    public func names(in directory: String) -> [String] {
        (Array(files.keys) + Array(directories)).filter { $0 != "/" && LexicalPath.directory(of: $0) == directory }
            .map(LexicalPath.name)
            .sorted()
    }
}
