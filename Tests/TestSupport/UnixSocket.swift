import CLibrary

/// Stream sockets at paths of this host, as descriptors that belong to the caller.
package enum UnixSocket {
    /// What the operating system does not do.
    package struct Failure: Error {
        /// The number of its error.
        package var code: Int32
    }

    /// A socket that is connected with the one at a path.
    package static func connected(to path: String) throws -> Int32 { try open(path) { connect($0, $1, $2) } }

    /// A socket that accepts connections at a path where nothing is.
    package static func listening(at path: String) throws -> Int32 {
        let descriptor = try open(path) { bind($0, $1, $2) }
        guard listen(descriptor, 64) == 0 else { throw Failure(code: errno) }
        return descriptor
    }

    private static func open(
        _ path: String,
        _ use: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws -> Int32 {
        // A program that another test starts must not get it: nobody would see it closed as long as that runs.
        #if canImport(Glibc)
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        #elseif canImport(Musl)
        let descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)
        #else
        let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        #endif
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                use(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            let code = errno
            close(descriptor)
            throw Failure(code: code)
        }
        return descriptor
    }
}
