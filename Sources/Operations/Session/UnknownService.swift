package import Diagnostics

/// A service that was named and is not in the project.
package struct UnknownService: DiagnosticConvertible {
    /// Its name.
    package var name: String
    /// The services that there are.
    package var known: [String]

    /// Names it.
    package init(name: String, known: [String] = []) {
        self.name = name
        self.known = known
    }

    /// The error as one diagnostic, with the nearest name as hint.
    package var diagnostics: [Diagnostic] {
        [
            Diagnostic(
                code: .unknownService,
                message: "no such service: \(name)",
                hint: NameSuggestion.nearest(to: name, among: known).map(NameSuggestion.question)
            )
        ]
    }
}
