import ComposeLoader
import ComposeModel
import Convergence
import Reconciliation
import SessionEvents

extension Session {
    /// What the engine holds of the project now.
    ///
    /// - Parameter images: those of which it is to be known what they are.
    /// - Throws: `EngineError`, `CancellationError`.
    func observe(images: [String] = []) async throws -> ObservedState {
        try await StateCollector(client: client, wallClock: wallClock).observe(name, images: images)
    }

    /// The containers of services that the engine has now.
    ///
    /// - Parameter services: those that were named; empty means all.
    /// - Throws: `ReconciliationError` for a service that neither the files nor a container has, `EngineError`.
    func selection(_ services: [ServiceName]) async throws -> ContainerSelection {
        try ContainerSelection(services, of: name, project: loaded?.project, observed: try await observe())
    }

    /// Tells how a container stands.
    func tell(_ standing: ContainerStanding, of container: ObservedContainer) {
        events.emit(
            .standing(state: standing),
            about: .container(container.name, of: container.service.rawValue, number: container.number)
        )
    }
}
