import ComposeLoader
package import ComposeModel
import Convergence
import Diagnostics
import EngineClient
import OrderedCollections
package import Reconciliation
import SessionEvents

/// Freezes the processes of running containers, or lets them go on.
package struct Pause: PlannedOperation {
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

    /// Pauses the containers, or lets them go on.
    package func run() async throws {
        try await session.changing { _ = try await session.executor().execute(try await plan()) }
    }

    /// The plan that ``run()`` would carry out; services that there are not are named in warnings.
    package func plan() async throws -> Plan {
        let observed = try await session.observe()
        warnOfUnknownServices(observed)
        return PausePlanner(change, of: services, observed: observed).plan()
    }

    /// Names the services that neither the files nor containers have: scripts go on after them, as with docker compose.
    private func warnOfUnknownServices(_ observed: ObservedState) {
        var known = Set(observed.containers.map(\.service))
        known.formUnion(session.loaded?.project.allServices.map(\.name) ?? [])
        for service in services.subtracting(known).sorted() {
            let unknown = UnknownService(name: service.rawValue, known: known.map(\.rawValue).sorted())
            for diagnostic in unknown.diagnostics { session.events.emit(.warning(diagnostic)) }
        }
    }
}
