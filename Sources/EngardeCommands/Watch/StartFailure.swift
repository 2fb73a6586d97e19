import Diagnostics

/// Why the watcher in the background did not start.
struct StartFailure: DiagnosticConvertible {
    /// What is wrong: what the watcher itself says, or what is known of it.
    var diagnostics: [Diagnostic]

    /// There is no process.
    ///
    /// - Parameter reason: the system's words.
    static func notStarted(because reason: String) -> StartFailure {
        StartFailure(
            diagnostics: [
                Diagnostic(code: .watcherNotStarted, message: "the watcher cannot be started: \(reason)")
            ]
        )
    }

    /// The process ended without a word.
    ///
    /// - Parameter lines: the last ones of its log.
    static func endedAtOnce(lines: [String]) -> StartFailure {
        StartFailure(
            diagnostics: [
                Diagnostic(
                    code: .watcherNotStarted,
                    message: "the watcher ended before it watched",
                    notes: lines.isEmpty ? [] : [Diagnostic.Note(title: "last lines of its log", lines: lines)]
                )
            ]
        )
    }

    /// The watcher cannot write down what happens.
    static func logUnwritable(_ path: String) -> StartFailure {
        StartFailure(
            diagnostics: [
                Diagnostic(code: .watchFolderUnusable, message: "the watcher's log cannot be written: '\(path)'")
            ]
        )
    }
}
