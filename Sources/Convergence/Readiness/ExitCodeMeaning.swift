/// What an exit code tells about how a container's main process ended.
///
/// - Source: POSIX shells: 126 and 127 for commands that cannot be run, 128 and the number of the signal for processes that
///   a signal ended. The engine uses the same numbers.
package enum ExitCodeMeaning {
    /// What remains of a process that nobody let end by itself: 128 and the number of SIGKILL.
    package static let killed = 137

    /// The meaning in a few words; `nil` for the codes that each program gives its own.
    ///
    /// - Parameter wasOutOfMemory: whether the kernel ended a process of the container for lack of memory.
    package static func text(of code: Int, wasOutOfMemory: Bool = false) -> String? {
        if wasOutOfMemory { return "out of memory: it reached its memory limit" }
        return switch code {
        case 125: "the engine could not run it"
        case 126: "its command cannot be executed"
        case 127: "its command was not found"
        case 129: "ended by SIGHUP"
        case 130: "interrupted by SIGINT"
        case 131: "ended by SIGQUIT"
        case 132: "illegal instruction, SIGILL"
        case 134: "aborted, SIGABRT"
        case 135: "bus error, SIGBUS"
        case 136: "arithmetic error, SIGFPE"
        case killed: "killed by SIGKILL"
        case 139: "segmentation fault, SIGSEGV"
        case 141: "broken pipe, SIGPIPE"
        case 143: "ended by SIGTERM"
        case 129...192: "ended by signal \(code - 128)"
        default: nil
        }
    }
}
