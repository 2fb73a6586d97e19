package import Diagnostics

/// A command in a container has a terminal and is to get input, and nobody can type at it, since standard input is a file or
/// a pipe.
package struct InputIsNoTerminal: Error, Hashable, DiagnosticConvertible {
    /// What to do about it.
    private let hint: String

    /// Creates the error.
    ///
    /// - Parameter hint: what to do about it.
    package init(hint: String) { self.hint = hint }

    /// The error as one diagnostic.
    ///
    /// - Source: docker's words.
    package var diagnostics: [Diagnostic] {
        [
            Diagnostic(
                code: .arguments,
                message: "the input device is not a TTY: "
                    + "cannot attach stdin to a TTY-enabled container because stdin is not a terminal",
                hint: hint
            )
        ]
    }
}
