package import ComposeModel
import Convergence
package import Reconciliation
import SessionEvents

/// Pauses the running containers of services, or lets them run on.
package struct PauseServices: PlannedOperation {
    private let session: Session
    private let services: [ServiceName]
    private let direction: PausePlanner.Direction

    /// Creates the operation; without a loaded project, labels have to do.
    ///
    /// - Parameter services: empty means all.
    package init(_ session: Session, services: [ServiceName], _ direction: PausePlanner.Direction) {
        self.session = session
        self.services = services
        self.direction = direction
    }

    /// The plan that ``run()`` would carry out.
    package func plan() async throws -> Plan {
        PausePlanner(try await session.selection(services), direction).plan()
    }

    /// Pauses the containers, or lets them run on.
    package func run() async throws {
        try await session.changing {
            let plan = try await plan()
            if plan.isEmpty {
                session.events.emit(.warning("no container to \(direction == .pause ? "pause" : "unpause")"))
            }
            try await session.executor().execute(plan)
        }
    }
}
