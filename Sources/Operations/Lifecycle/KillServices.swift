package import ComposeModel
import Convergence
package import Reconciliation
import SessionEvents

/// Sends a signal to the running containers of services.
package struct KillServices: PlannedOperation {
    private let session: Session
    private let services: [ServiceName]
    private let options: Options

    /// What is sent, and to whom.
    package struct Options: Sendable, Hashable {
        /// The signal, such as `SIGHUP` or `9`.
        package var signal = "SIGKILL"
        /// Whether containers of services that the project does not have get it too, and are removed.
        package var removesOrphans = false

        /// Creates options with the defaults of `kill`.
        package init() {}
    }

    /// Creates the operation; without a loaded project, labels have to do.
    ///
    /// - Parameter services: empty means all.
    package init(_ session: Session, services: [ServiceName], options: Options = Options()) {
        self.session = session
        self.services = services
        self.options = options
    }

    /// The plan that ``run()`` would carry out.
    package func plan() async throws -> Plan {
        KillPlanner(
            try await session.selection(services),
            signal: options.signal,
            removesOrphans: options.removesOrphans
        )
        .plan()
    }

    /// Sends the signal, whoever else works on the project.
    package func run() async throws {
        let plan = try await plan()
        if plan.isEmpty { session.events.emit(.warning("no container to kill")) }
        try await session.executor().execute(plan)
    }
}
