import Diagnostics

/// Arguments that are well formed, but do not go together or name what is not there.
struct UsageError: DiagnosticConvertible {
    /// The kind of the mistake.
    var code = DiagnosticCode.arguments
    /// What is wrong.
    var message: String
    /// What to do about it, such as what to type.
    var hint: String
    /// The arguments of the command that the hint ends with; empty when it ends with none.
    var command: [String] = []

    /// The error as one diagnostic.
    var diagnostics: [Diagnostic] { [Diagnostic(code: code, message: message, hint: hint, command: command)] }
}

extension UsageError {
    /// Two options of which only one can be meant.
    static func contradiction(_ first: String, _ second: String) -> UsageError {
        UsageError(
            message: "\(first) and \(second) contradict each other",
            hint: "leave out '\(first)' or '\(second)'"
        )
    }

    /// A length of time below 0.
    static func negativeTime(_ seconds: Int, for option: String) -> UsageError {
        UsageError(message: "a time cannot be negative: \(seconds)", hint: "write '\(option) 10' for ten seconds")
    }
}

/// Of an error that is thrown where arguments are validated, the parser hands on the text alone.
extension UsageError: CustomStringConvertible {
    /// The message and the hint, with a NUL between the two, which no argument of a process has.
    var description: String { "\(message)\0\(hint)" }

    /// Reads a ``description``; `nil` for other texts, such as the parser's own.
    init?(_ description: String) {
        let parts = description.split(separator: "\0", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        self.init(message: String(parts[0]), hint: String(parts[1]))
    }
}
