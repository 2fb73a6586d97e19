import CLibrary

/// A file that is written for the first time: as a whole or not at all, and never over another one.
struct NewFile: Sendable {
    /// Its absolute path.
    let path: String
    /// The directory whose owner it gets, with those directories that are made on the way; it is there.
    let owner: String

    /// What there was to do.
    enum End: Sendable, Hashable {
        /// It was written.
        case written
        /// It was there, with the same bytes.
        case present
    }

    /// Writes it.
    ///
    /// - Throws: ``DatabaseError``: another file has its name, or the system refuses.
    func write(_ bytes: [UInt8]) throws(DatabaseError) -> End {
        if let present = Self.contents(of: path) {
            guard present == bytes else { throw .fileTaken(path: path) }
            return .present
        }
        var status = stat()
        let isOwned = stat(owner, &status) == 0
        try makeDirectories(isOwned ? status : nil)
        // Editors' names for what is not complete, which nobody who watches takes for a file.
        let temporary = "\(path).\(UInt32.random(in: 0 ... .max))~"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(0o644))
        guard descriptor >= 0 else { throw failure(errno) }
        var number = Self.writeAll(bytes, to: descriptor)
        if number == 0, isOwned { _ = fchown(descriptor, status.st_uid, status.st_gid) }
        if close(descriptor) != 0, number == 0 { number = errno }
        // A link takes a name only where it is free.
        if number == 0, link(temporary, path) != 0 { number = errno }
        unlink(temporary)
        if number == EEXIST { throw .fileTaken(path: path) }
        if number != 0 { throw failure(number) }
        return .written
    }

    private func makeDirectories(_ owner: stat?) throws(DatabaseError) {
        var missing: [String] = []
        var directory = Self.parent(of: path)
        while !directory.isEmpty, access(directory, F_OK) != 0 {
            missing.append(directory)
            directory = Self.parent(of: directory)
        }
        for directory in missing.reversed() {
            guard mkdir(directory, mode_t(0o755)) == 0 || errno == EEXIST else { throw failure(errno) }
            if let owner { _ = chown(directory, owner.st_uid, owner.st_gid) }
        }
    }

    private func failure(_ number: Int32) -> DatabaseError {
        .unwritable(path: path, reason: String(cString: strerror(number)).lowercased())
    }

    private static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    /// Writes all bytes.
    ///
    /// - Returns: the number of an error; 0 for none.
    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { CLibrary.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return errno }
            rest = rest.dropFirst(count)
        }
        return 0
    }

    /// The bytes of a file; `nil` where there is none that can be read.
    private static func contents(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }
}
