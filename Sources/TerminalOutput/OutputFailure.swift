/// Why standard output takes no more.
package enum OutputFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// Its reader went away, as in `engarde logs | head -1`.
    case readerGone
    /// It was a terminal, and that went away: a window that was closed, a connection that was lost.
    case terminalGone
    /// The operating system refused, such as for a full disk; the reason is the system's.
    case refused(reason: String)

    /// The failure's sentence.
    package var description: String {
        switch self {
        case .readerGone: "nobody reads the standard output any more"
        case .terminalGone: "the terminal is gone"
        case .refused(let reason): "cannot write to standard output: \(reason)"
        }
    }
}
