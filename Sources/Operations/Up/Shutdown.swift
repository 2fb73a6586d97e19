import ComposeModel
import Reconciliation
import SessionEvents

/// What the first Ctrl-C of an attached `up` does: stop the services; the second one kills them.
struct Shutdown: Sendable {
    private let session: ProjectSession
    private let interrupts: Interrupts
    private let timeout: Duration?

    /// Creates the procedure.
    ///
    /// - Parameter timeout: how long each container may take to stop; `nil` is its own setting.
    init(_ session: ProjectSession, interrupts: Interrupts, timeout: Duration?) {
        self.timeout = timeout
        self.session = session
        self.interrupts = interrupts
    }

    /// Stops the services that were asked for.
    ///
    /// - Parameter requested: those that were asked for; empty means all.
    func run(_ requested: [ServiceName]) async throws {
        let stop = Stop.afterUp(session, requested: requested)
        session.events.emit(.stopping)
        let stopped = try await interrupts.race {
            try await stop.run(timeout: timeout)
        }
        guard case .interrupted = stopped else { return }
        session.events.emit(.killing)
        _ = try await interrupts.race {
            try await stop.kill()
        }
    }
}
