import Diagnostics
import Synchronization

/// What the steps of a production check tell each other, and what is reported in the end.
final class ProductionRecord: Sendable {
    private struct State {
        var outcome = StartOutcome()
        var patience = Duration.zero
        var report: ProductionReport?
        var removalProblems: [Diagnostic] = []
    }

    private let state = Mutex(State())

    /// What came of the start.
    var outcome: StartOutcome {
        get { state.withLock(\.outcome) }
        set { state.withLock { $0.outcome = newValue } }
    }

    /// How long services may still take to become ready.
    var patience: Duration {
        get { state.withLock(\.patience) }
        set { state.withLock { $0.patience = newValue } }
    }

    /// What was found.
    var report: ProductionReport? {
        get { state.withLock(\.report) }
        set { state.withLock { $0.report = newValue } }
    }

    /// What kept the project from being removed.
    var removalProblems: [Diagnostic] {
        get { state.withLock(\.removalProblems) }
        set { state.withLock { $0.removalProblems = newValue } }
    }
}
