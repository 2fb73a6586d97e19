/// Why an engine could not be reached.
package enum Unreachability: Hashable, Sendable {
    /// There is no socket at the path: no engine runs, or it listens elsewhere.
    case noSocket
    /// This user may not use the socket.
    case notPermitted
    /// Nobody listens.
    case refused
    /// The path is longer than the operating system allows for a socket.
    case pathTooLong
    /// It took too long.
    case timedOut
    /// The name of the host leads nowhere.
    case unknownHost
    /// The two sides did not agree on TLS; the reason is the TLS library's.
    case insecure(reason: String)
    /// A file for TLS cannot be read, or is not what it should be.
    case unusableFile(path: String)
    /// There is no `ssh` program in `PATH`.
    case noProgram
    /// `ssh` ended with this code; the lines are what it wrote, or the program that it ran at the far side.
    case programEnded(code: Int32, lines: [String])
    /// Another reason of the operating system.
    case system(reason: String)

    /// Whether it may be otherwise in a moment, without anybody changing the configuration.
    var isPassing: Bool {
        switch self {
        case .noSocket, .notPermitted, .refused, .timedOut, .unknownHost, .programEnded, .system: true
        case .pathTooLong, .insecure, .unusableFile, .noProgram: false
        }
    }
}
