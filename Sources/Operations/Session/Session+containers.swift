import ComposeLoader
import ComposeModel
import Convergence
import Reconciliation
import SessionEvents

extension Session {
    /// The containers of services that the engine has now.
    ///
    /// - Parameter services: those that were named; empty means all.
    /// - Throws: `ReconciliationError` for a service that neither the files nor a container has, `EngineError`.
    func selection(_ services: [ServiceName]) async throws -> ContainerSelection {
        let observed = try await StateCollector(client: client, wallClock: wallClock).observe(name, images: [])
        return try ContainerSelection(services, of: name, project: loaded?.project, observed: observed)
    }

    /// Tells how a container stands.
    func tell(_ standing: ContainerStanding, of container: ObservedContainer) {
        events.emit(
            .standing(state: standing),
            about: .container(container.name, of: container.service.rawValue, number: container.number)
        )
    }
}
