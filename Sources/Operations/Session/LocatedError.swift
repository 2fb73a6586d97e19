package import ComposeLoader
package import Diagnostics

/// Errors that were given the places in the Compose files that they are about.
package struct LocatedError: DiagnosticConvertible {
    /// What is wrong, and where.
    package var diagnostics: [Diagnostic]

    /// The error with the places in the project's files that it is about; the same where there are none.
    package static func located(_ error: any Error, in loaded: LoadedProject) -> any Error {
        guard let error = error as? any DiagnosticConvertible else { return error }
        let diagnostics = error.diagnostics
        guard diagnostics.contains(where: { $0.path != nil }) else { return error }
        return LocatedError(diagnostics: loaded.located(diagnostics))
    }
}
