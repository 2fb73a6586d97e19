internal import CLibrary

/// The files on disk.
public struct DiskProjectFiles: ProjectFiles {
    /// The largest file that is read.
    ///
    /// - Unit: bytes.
    public static let sizeLimit = 32 * 1_048_576

    /// How long the loader waits until somebody writes to a pipe.
    ///
    /// - Unit: milliseconds.
    private static let openingPatience: Int32 = 900
    /// How long somebody who writes to a pipe may take for the next bytes.
    ///
    /// - Unit: milliseconds.
    private static let writingPatience: Int32 = 60_000

    /// Creates the way to the disk.
    public init() {}

    /// What there is at a path.
    public func kind(of path: String) -> ProjectFileKind {
        var status = stat()
        guard stat(path, &status) == 0 else { return .missing }
        return status.st_mode & S_IFMT == S_IFDIR ? .directory : .file
    }

    /// The bytes of a file.
    public func contents(of path: String) throws(ProjectFileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.error(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.error(errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .isDirectory }
        guard Int(status.st_size) <= Self.sizeLimit else { throw .tooLarge(limit: Self.sizeLimit) }
        // Opened without blocking, a pipe that nobody has opened for writing yet looks as if it had ended.
        var mayStillBegin = status.st_mode & S_IFMT == S_IFIFO
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(status.st_size) + 1)
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 1)
        defer { chunk.deallocate() }
        while true {
            let count = read(descriptor, chunk.baseAddress, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    try Self.awaitBytes(descriptor, for: Self.writingPatience)
                    continue
                }
                throw Self.error(errno)
            }
            if count == 0, mayStillBegin {
                mayStillBegin = false
                try Self.awaitBytes(descriptor, for: Self.openingPatience)
                continue
            }
            mayStillBegin = false
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= Self.sizeLimit else { throw .tooLarge(limit: Self.sizeLimit) }
        }
    }

    /// The path with symbolic links resolved as far as it exists.
    public func resolvingSymbolicLinks(in path: String) -> String {
        if let resolved = realpath(path, nil) {
            defer { free(resolved) }
            return String(cString: resolved)
        }
        let directory = LexicalPath.directory(of: path)
        guard directory != path else { return path }
        return LexicalPath.join(resolvingSymbolicLinks(in: directory), LexicalPath.name(of: path))
    }

    /// The names in a directory, in order; none where it cannot be read.
    public func names(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let record = readdir(stream) {
            let name = withUnsafePointer(to: &record.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Waits until there is something to read, or the end.
    private static func awaitBytes(_ descriptor: Int32, for patience: Int32) throws(ProjectFileError) {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            let count = poll(&request, 1, patience)
            if count > 0 { return }
            if count == 0 { throw .other("nobody writes to the pipe") }
            if errno != EINTR { throw error(errno) }
        }
    }

    private static func error(_ code: Int32) -> ProjectFileError {
        switch code {
        case ENOENT, ENOTDIR: .missing
        case EISDIR: .isDirectory
        case EACCES, EPERM: .permissionDenied
        default: .other(String(cString: strerror(code)))
        }
    }
}
