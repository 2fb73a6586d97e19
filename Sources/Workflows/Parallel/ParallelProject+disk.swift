import CLibrary

extension ParallelProject {
    /// Looks at the files of this host.
    package static let disk: Look = { path in
        var status = stat()
        guard stat(path, &status) == 0 else { return .directory }
        return switch status.st_mode & S_IFMT {
        case S_IFDIR: .directory
        case S_IFREG: .file
        default: .special
        }
    }
}
