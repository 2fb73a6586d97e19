package import Reconciliation

/// What a verb does by one plan, which can be shown before it is carried out, or instead.
package protocol PlannedOperation: Sendable {
    /// The plan that ``run()`` would carry out.
    ///
    /// - Throws: `ReconciliationError`, `EngineError`, `CancellationError`.
    func plan() async throws -> Plan

    /// Does it.
    ///
    /// - Throws: what ``plan()`` throws, `ConvergenceError`.
    func run() async throws
}
