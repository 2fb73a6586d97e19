package import Diagnostics

/// What an `x-engarde` section says cannot be used.
package struct SettingsError: DiagnosticConvertible {
    /// What is wrong, with the path of the attribute; a session adds its place.
    package var diagnostics: [Diagnostic]

    /// Says what is wrong at a path.
    package init(_ code: DiagnosticCode, _ message: String, at path: ProjectPath, hint: String? = nil) {
        diagnostics = [Diagnostic(code: code, message: message, path: path, hint: hint)]
    }
}
