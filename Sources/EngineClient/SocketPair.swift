internal import CLibrary

/// Two connected stream sockets that no other program inherits.
///
/// - Ownership: whoever made it closes both ends, or hands them on.
struct SocketPair: Sendable {
    /// The end for this side.
    let near: Int32
    /// The end for the other side.
    let far: Int32

    /// Creates a pair; `nil` where the operating system has none left.
    init?() {
        var ends: [Int32] = [0, 0]
        // A program that starts meanwhile must not get an end, or the other end would never see it closed.
        #if canImport(Glibc)
        let result = socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends)
        #elseif canImport(Musl)
        let result = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, &ends)
        #else
        let result = socketpair(AF_UNIX, SOCK_STREAM, 0, &ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        #endif
        guard result == 0 else { return nil }
        (near, far) = (ends[0], ends[1])
    }

    func closeNear() { close(near) }
    func closeFar() { close(far) }

    /// Why there was none just now.
    static var failure: String { Unreachability.words(errno) }
}
