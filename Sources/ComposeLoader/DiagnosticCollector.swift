internal import ComposeYAML
internal import Diagnostics

/// Gathers what is wrong during one load, so that a user sees all that can be known at once.
///
/// - Ownership: belongs to one load and is not shared.
final class DiagnosticCollector {
    private(set) var diagnostics: [Diagnostic] = []
    private let budget: LoadBudget
    /// The texts in which variables were replaced, which messages quote as they are written.
    var interpolatedTexts = InterpolatedTexts()
    private var seen: Set<Diagnostic> = []
    private var unsetVariables: Set<String> = []
    /// Where the files are named that others include or extend services of; `nil` for those that the user named.
    private var references: [String: ReferringPlace?] = [:]
    private var errorCount = 0
    /// The number of errors of the stages that have ended.
    private var closedCount = 0
    /// The stages that failed, in order.
    private(set) var failedStages: [LoadError.Stage] = []
    /// The lines with errors of the stages that have ended, and of the one that has not.
    private var settledLines: Set<Line> = []
    private var openLines: [Line] = []
    /// Whether so much of the project is not known that what seems to be missing in it may not be.
    private(set) var isIncomplete = false

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

    /// Adds a diagnostic.
    ///
    /// One that is already there is not added again; nor is an error on a line in which an earlier stage found one, since
    /// it may only follow from that.
    func add(_ found: Diagnostic) {
        var diagnostic = interpolatedTexts.quotingSources(in: found)
        let line = diagnostic.severity == .error ? diagnostic.position.map(Line.init) : nil
        if let line, settledLines.contains(line) { return }
        if diagnostic.severity == .error, let file = diagnostic.position?.file {
            diagnostic.causes = reasons(for: file)
        }
        guard seen.insert(diagnostic).inserted else { return }
        diagnostics.append(diagnostic)
        guard diagnostic.severity == .error else { return }
        errorCount += 1
        if let line { openLines.append(line) }
    }

    func error(
        _ code: DiagnosticCode,
        _ message: String,
        at location: SourceLocation?,
        hint: String? = nil,
        notes: [Diagnostic.Note] = []
    ) {
        add(
            Diagnostic(
                code: code,
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

    /// Notes why a file is read, when it is read for the first time.
    ///
    /// - Parameter reference: where another file names it; `nil` when the user does.
    func note(_ file: String, readFor reference: ReferringPlace?) {
        if references[file] == nil { references[file] = .some(reference) }
    }

    /// Why a file is read that the user did not name: where another one names it, and so on.
    private func reasons(for file: String) -> [Diagnostic] {
        guard case .some(.some(let reference)) = references[file] else { return [] }
        var reason = reference.diagnostic(of: file)
        reason.causes = reasons(for: reference.location.position.file)
        return [reason]
    }

    /// Whether a variable is not yet among those that were found not to be set: of each, only the first use is shown.
    func isFirst(unset variable: String) -> Bool {
        unsetVariables.insert(variable).inserted
    }

    /// Notes that what seems to be missing in the project may be in what could not be read.
    func markIncomplete() {
        isIncomplete = true
    }

    /// Runs `body`, which reads what only a part of the project is made of.
    ///
    /// - Returns: its result, and whether something of what it read is not known; of the rest of the project it is.
    func confiningIncompleteness<Value>(to body: () -> Value) -> (value: Value, isIncomplete: Bool) {
        let before = isIncomplete
        isIncomplete = false
        let value = body()
        defer { isIncomplete = before }
        return (value, isIncomplete)
    }

    var hasErrors: Bool { errorCount > 0 }

    /// Ends a stage that need not be the last one although it failed.
    func close(_ stage: LoadError.Stage) {
        guard errorCount > closedCount else { return }
        closedCount = errorCount
        settledLines.formUnion(openLines)
        openLines = []
        failedStages.append(stage)
    }

    /// Ends a stage as ``close(_:)`` does; whether it failed.
    func failed(_ stage: LoadError.Stage) -> Bool {
        let count = failedStages.count
        close(stage)
        return failedStages.count > count
    }

    /// Ends a stage that nothing may have failed before.
    ///
    /// - Throws: `LoadError` with everything gathered, if there is an error among it.
    func end(_ stage: LoadError.Stage) throws(LoadError) {
        close(stage)
        if hasErrors { throw failure(stage) }
    }

    private func failure(_ stage: LoadError.Stage) -> LoadError {
        let errors = diagnostics.filter { $0.severity == .error }
        return LoadError(
            stage: failedStages.first ?? stage,
            diagnostics: diagnostics.filter { $0.severity == .warning } + errors
        )
    }
}

extension DiagnosticCollector {
    /// A line of a file.
    fileprivate struct Line: Hashable {
        var file: String
        var number: Int

        init(_ position: SourcePosition) {
            file = position.file
            number = position.line
        }
    }
}
