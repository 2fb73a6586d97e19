package import Diagnostics

extension OutputFailure: DiagnosticConvertible {
    /// The failure as one diagnostic.
    package var diagnostics: [Diagnostic] { [Diagnostic(code: .outputRefused, message: description)] }
}

extension TemplateError: DiagnosticConvertible {
    /// The error as one diagnostic.
    package var diagnostics: [Diagnostic] { [Diagnostic(code: .malformedTemplate, message: message, hint: hint)] }
}
