import ComposeModel
import Convergence
import EngineClient
import Reconciliation
import SessionEvents

/// An `up --watch` in the foreground: brings services up, carries edits over and shows output, also when the engine goes
/// away and comes back in between.
struct WatchingUp: Sendable {
    /// What it works with.
    let session: ProjectSession
    /// What brings the services up.
    let up: Up
    /// How they are brought up.
    let options: Up.Options
    /// What carries edits over.
    let live: LiveWatch
    /// What is shown.
    let attachment: UpRun.Attachment
    /// What is asked for meanwhile.
    let requests: ServiceRequests?

    /// Brings the services up and watches until it is cancelled.
    ///
    /// - Throws: `ReconciliationError`; `ConvergenceError` and `EngineError`, of the engine's loss only before the watching
    ///   began; `FileWatchingError`, `CancellationError`.
    func run() async throws {
        guard !attachment.services.isEmpty else { return try await work() }
        var follower = LogFollower(
            session.session,
            services: attachment.services,
            showsTime: attachment.showsTime
        )
        // Who named services asked for their output.
        if options.reconciliation.services.isEmpty { follower.alsoFollows = { [live] in live.isAdded($0) } }
        try await follower.followAcrossLosses { try await work() }
    }

    private func work() async throws {
        let result = try await up.run()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await requests.serving(by: { live.operations }) { try await live.run() } }
            group.addTask {
                do {
                    try await StartupReport(session).waitUntilReady(result, options: options)
                } catch let error as EngineError where error.isLossOfEngine {
                    // The watching says that it is lost, and goes on when it is back.
                    return
                } catch let error as ConvergenceError where error.isLossOfEngine {
                    return
                }
            }
            // Not 'waitForAll', which tells of a failure only when the watching has ended, too.
            for try await _ in group {}
        }
    }
}
