package import ComposeModel
import Convergence
import EngineClient
package import Reconciliation
import SessionEvents

/// Freezes the processes of running containers, or lets them go on.
package struct Pause: Sendable {
    private let session: Session
    private let change: PausePlanner.Change
    private let services: Set<ServiceName>

    /// Creates the operation; without a loaded project, labels have to do.
    ///
    /// - Parameter services: those whose containers are meant; empty is all.
    package init(_ session: Session, _ change: PausePlanner.Change, of services: [ServiceName]) {
        self.session = session
        self.change = change
        self.services = Set(services)
    }

    /// Does it.
    ///
    /// - Parameter interrupts: the first one brings it to an orderly end.
    /// - Throws: `ConvergenceError`, `EngineError`, `CancellationError`.
    package func run(until interrupts: Interrupts) async throws -> OperationEnd {
        OperationEnd(
            try await interrupts.race {
                try await session.changing { _ = try await session.executor().execute(try await plan()) }
            }
        )
    }

    /// The plan that ``run(until:)`` would carry out.
    ///
    /// - Throws: `EngineError`.
    package func plan() async throws -> Plan {
        let observed = try await StateCollector(client: session.client, wallClock: session.wallClock)
            .observe(session.name, images: [])
        return PausePlanner(change, of: services, observed: observed).plan()
    }
}
