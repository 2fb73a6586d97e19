package import Diagnostics

/// That nobody could be asked whether what is left over may go.
package struct CleaningUnanswered: DiagnosticConvertible {
    /// What was to be asked.
    package var question: String

    /// Says what was to be asked.
    package init(_ question: String) { self.question = question }

    /// The error as one diagnostic.
    package var diagnostics: [Diagnostic] {
        [
            Diagnostic(
                code: .cleaningUnanswered,
                message: "nobody can be asked: \(question)",
                hint: "say so with '--yes'; '--dry-run' shows what would go"
            )
        ]
    }
}
