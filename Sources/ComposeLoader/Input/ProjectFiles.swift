/// The files that a project is loaded from: the loader's only way to the outside.
public protocol ProjectFiles: Sendable {
    /// What there is at an absolute path, symbolic links followed.
    func kind(of path: String) -> ProjectFileKind

    /// The bytes of the file at an absolute path.
    ///
    /// - Throws: `ProjectFileError`.
    func contents(of path: String) throws(ProjectFileError) -> [UInt8]

    /// The path with symbolic links resolved as far as it exists.
    func resolvingSymbolicLinks(in path: String) -> String

    /// The names in the directory at an absolute path, in order, without `.` and `..`.
    ///
    /// - Default: none, for files that cannot be listed: of environments, only those of known names are then found.
    func names(in directory: String) -> [String]
}

extension ProjectFiles {
    /// No names.
    public func names(in directory: String) -> [String] { [] }
}

/// What there is at a path.
public enum ProjectFileKind: Sendable, Hashable {
    /// Nothing, or nothing that may be seen.
    case missing
    /// Something that can be read: a file, a pipe or a device.
    case file
    /// A directory.
    case directory
}

/// Why a file cannot be read.
public enum ProjectFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is none.
    case missing
    /// It is a directory.
    case isDirectory
    /// The user may not read it.
    case permissionDenied
    /// It is larger than the loader reads.
    case tooLarge(limit: Int)
    /// The operating system's own words.
    case other(String)

    /// The reason, to stand after a colon.
    public var description: String {
        switch self {
        case .missing: "no such file"
        case .isDirectory: "it is a directory"
        case .permissionDenied: "permission denied"
        case .tooLarge(let limit): "it is larger than \(limit / 1_048_576) MiB"
        case .other(let reason): reason
        }
    }
}
