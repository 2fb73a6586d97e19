import Operations

/// How the program ends; the one table of its exit codes.
///
/// - Source: docker compose 2.40: 1 for every error, usage errors included; 130 when cancelled by a signal;
///   141, as of a process that SIGPIPE ended, when its output is closed; 129, as of one that SIGHUP ended, when its terminal
///   is.
package enum TerminationStatus: Sendable, Hashable {
    /// Everything was done.
    case success
    /// Something was wrong; it has been said what.
    case failure
    /// The user asked to stop.
    case interrupted
    /// Nobody reads the standard output any more.
    case readerGone
    /// The terminal went away.
    case terminalGone
    /// A command that was run in a container ended with this code.
    case command(Int)

    /// The process's exit code.
    package var code: Int32 {
        switch self {
        case .success: 0
        case .failure: 1
        case .interrupted: 130
        case .readerGone: 141
        case .terminalGone: 129
        case .command(let code): Int32(truncatingIfNeeded: code)
        }
    }

    /// How the program ends after an operation.
    init(_ end: OperationEnd) {
        self =
            switch end {
            case .done: .success
            case .interrupted: .interrupted
            case .exited(let code): .command(code)
            }
    }
}
