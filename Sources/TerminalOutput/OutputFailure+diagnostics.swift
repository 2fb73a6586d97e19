package import Diagnostics

extension OutputFailure: DiagnosticConvertible {
    /// The failure as one diagnostic.
    package var diagnostics: [Diagnostic] { [Diagnostic(code: .outputRefused, message: description)] }
}
