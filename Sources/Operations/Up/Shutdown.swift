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

    /// Stops the services that were asked for, and what `up` started for them alone.
    ///
    /// - Parameters:
    ///   - requested: those that were asked for; empty means all.
    ///   - before: what ran before `up` began.
    func run(_ requested: [ServiceName], before: ServicesBefore) async throws {
        session.events.emit(.stopping)
        let stopped = try await interrupts.race {
            try await Stop.afterUp(session, requested: requested, before: before).run(timeout: timeout)
        }
        guard case .interrupted = stopped else { return }
        session.events.emit(.killing)
        _ = try await interrupts.race {
            try await Stop.afterUp(session, requested: requested, before: before).kill()
        }
    }
}
