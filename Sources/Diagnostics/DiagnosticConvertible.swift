/// An error that says of itself, as diagnostics, what is wrong.
///
/// Each error type that may reach a person conforms in the module that defines it.
public protocol DiagnosticConvertible: Error {
    /// What is wrong: one diagnostic for each thing, at least one, in the order in which they were found.
    var diagnostics: [Diagnostic] { get }
}

extension Diagnostic {
    /// What is wrong, of whatever error; one that does not say it itself is ``DiagnosticCode/unexpected``.
    public static func all(of error: any Error) -> [Diagnostic] {
        if let error = error as? any DiagnosticConvertible { return error.diagnostics }
        return [Diagnostic(code: .unexpected, message: "\(error)")]
    }
}
