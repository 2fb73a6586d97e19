import Diagnostics

/// Arguments that are well formed, but do not go together or name what is not there.
struct UsageError: DiagnosticConvertible {
    /// The kind of the mistake.
    var code = DiagnosticCode.arguments
    /// What is wrong.
    var message: String
    /// What to do about it.
    var hint: String?
    /// The arguments of the command that the hint ends with; empty when it ends with none.
    var command: [String] = []

    /// The error as one diagnostic.
    var diagnostics: [Diagnostic] { [Diagnostic(code: code, message: message, hint: hint, command: command)] }
}
