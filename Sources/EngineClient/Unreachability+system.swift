internal import CLibrary
internal import NIOCore
internal import NIOPosix

extension Unreachability {
    /// What a failed attempt to connect means.
    init(_ error: any Error) {
        switch error {
        case let error as IOError:
            switch error.errnoCode {
            case ENOENT, ENOTDIR: self = .noSocket
            case EACCES, EPERM: self = .notPermitted
            case ECONNREFUSED, ENOTSOCK: self = .refused
            case ETIMEDOUT: self = .timedOut
            default: self = .system(reason: Self.words(error.errnoCode))
            }
        case let error as NIOConnectionError:
            if let failure = error.connectionErrors.first {
                self = Unreachability(failure.error)
            } else {
                self = .unknownHost
            }
        case SocketAddressError.unixDomainSocketPathTooLong: self = .pathTooLong
        case ChannelError.connectTimeout: self = .timedOut
        default: self = .system(reason: "\(error)")
        }
    }

    /// What the operating system calls an error.
    static func words(_ number: Int32) -> String { String(cString: strerror(number)) }
}
