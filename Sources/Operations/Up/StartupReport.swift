import ComposeModel
import Convergence
import Reconciliation
import SessionEvents

/// Waits, after services were started, until all are ready, and then shows how the time was spent.
package struct StartupReport: Sendable {
    private let session: ProjectSession

    /// Creates the operation.
    package init(_ session: ProjectSession) {
        self.session = session
    }

    /// Waits and reports. Shows nothing when nothing was started.
    ///
    /// - Parameter isRequired: whether a service that does not become ready is an error, once all others have been waited
    ///   for, and not a warning.
    /// - Throws: `ConvergenceError`, `EngineError`, `CancellationError`.
    package func waitUntilReady(
        _ result: Up.Result,
        options: Up.Options,
        required isRequired: Bool = false
    ) async throws {
        guard !result.wasUpToDate else { return }
        let stopwatch = session.stopwatch
        var waiting = options.reconciliation
        waiting.recreation = .never
        waiting.orphans = .ignore
        waiting.waiting = .forAll(required: false)
        let outcome = try Reconciler(
            session.project,
            observed: try await session.observe(),
            options: waiting
        )
        .reconcile()
        let waits = outcome.plan.onlyWaiting(except: result.record.readyContainers)
        let lookingTime = stopwatch.elapsed
        let record = try await session.executor(readinessLimit: options.readinessLimit, failingWhenUnready: isRequired)
            .execute(waits)
        let whole = result.record.followed(by: record, after: lookingTime)
        session.events.emit(
            .startupEnded(
                timeline: whole.timeline(after: result.preparation, project: session.project.name.rawValue)
            )
        )
    }
}
