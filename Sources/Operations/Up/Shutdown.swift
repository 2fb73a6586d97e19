import ComposeModel
import Reconciliation
import SessionEvents

/// What the first Ctrl-C of an attached `up` does: stop the services; the second one kills them.
struct Shutdown: Sendable {
    private let session: ProjectSession
    private let options: Up.Options
    private let interrupts: Interrupts

    /// Creates the procedure for what an `up` with the given options brought up.
    init(_ session: ProjectSession, of options: Up.Options, interrupts: Interrupts) {
        self.session = session
        self.options = options
        self.interrupts = interrupts
    }

    /// Stops the services that were asked for.
    func run() async throws {
        let stop = Stop.afterUp(session, options)
        session.events.emit(.stopping)
        let timeout = options.reconciliation.stopTimeout
        let stopped = try await interrupts.race { try await stop.run(timeout: timeout) }
        guard case .interrupted = stopped else { return }
        session.events.emit(.killing)
        _ = try await interrupts.race { try await stop.kill() }
    }
}
