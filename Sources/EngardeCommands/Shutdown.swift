import ComposeModel
import Operations
import Reconciliation
import SessionEvents

/// What the first Ctrl-C of an attached `up` does: stop the services; the second one kills them.
struct Shutdown: Sendable {
    private let session: ProjectSession
    private let interrupts: Interrupts

    /// Creates the procedure.
    init(_ session: ProjectSession, interrupts: Interrupts) {
        self.session = session
        self.interrupts = interrupts
    }

    /// Stops the services that were brought up.
    ///
    /// - Parameter requested: those that were asked for; empty means all.
    func run(_ requested: [ServiceName]) async throws -> TerminationStatus {
        let services = try ServiceSelection(requested, of: session.project).services.map(\.name)
        let stop = Stop(session, services: services)
        session.events.emit(.notice("stopping (press Ctrl-C again to kill)"))
        if case .interrupted = try await interrupts.race({ try await stop.run() }) {
            session.events.emit(.notice("killing"))
            try await stop.kill()
        }
        return .interrupted
    }
}
