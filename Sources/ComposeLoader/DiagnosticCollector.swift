internal import ComposeYAML
internal import Diagnostics

/// Gathers what is wrong during one load, so that a user sees everything of a stage at once.
///
/// - Ownership: belongs to one load and is not shared.
final class DiagnosticCollector {
    private(set) var diagnostics: [Diagnostic] = []
    private let budget: LoadBudget
    private var seen: Set<Diagnostic> = []
    private var errorCount = 0

    init(budget: LoadBudget = LoadBudget()) {
        self.budget = budget
    }

    /// The name that a misspelt one was probably meant to be; none once this load has compared very many names.
    func nearest(
        to name: String,
        among candidates: some Collection<String>,
        except excluded: String? = nil
    ) -> String? {
        guard budget.comparisons.spend(candidates.count) else { return nil }
        return NameSuggestion.nearest(to: name, among: candidates.lazy.filter { $0 != excluded })
    }

    /// Adds a diagnostic; one that is already there is not added again.
    func add(_ diagnostic: Diagnostic) {
        guard seen.insert(diagnostic).inserted else { return }
        diagnostics.append(diagnostic)
        if diagnostic.severity == .error {
            errorCount += 1
        }
    }

    func error(_ message: String, at location: SourceLocation?, hint: String? = nil, notes: [Diagnostic.Note] = []) {
        add(
            Diagnostic(
                message: message,
                position: location?.position,
                excerpt: location?.excerpt,
                notes: notes,
                hint: hint
            )
        )
    }

    func warning(_ message: String, at location: SourceLocation?, hint: String? = nil) {
        add(
            Diagnostic(
                severity: .warning,
                message: message,
                position: location?.position,
                excerpt: location?.excerpt,
                hint: hint
            )
        )
    }

    var hasErrors: Bool { errorCount > 0 }

    /// Ends the stage.
    ///
    /// - Throws: `LoadError` with everything gathered, if there is an error among it.
    func end(_ stage: LoadError.Stage) throws(LoadError) {
        guard hasErrors else { return }
        let errors = diagnostics.filter { $0.severity == .error }
        throw LoadError(stage: stage, diagnostics: diagnostics.filter { $0.severity == .warning } + errors)
    }
}
