import ComposeLoader
import ComposeModel
import Convergence
import Reconciliation
import SessionEvents

extension Session {
    /// What the engine holds of the project now.
    ///
    /// - Parameters:
    ///   - images: those of which it is to be known what they are.
    ///   - briefly: whether a list is enough of what runs.
    /// - Throws: `EngineError`, `CancellationError`.
    func observe(images: [String] = [], briefly: Bool = false) async throws -> ObservedState {
        try await StateCollector(client: client, wallClock: wallClock)
            .observe(name, images: images, briefly: briefly)
    }

    /// The containers of services that the engine has now.
    ///
    /// - Parameters:
    ///   - services: those that were named; empty means all.
    ///   - needsContainers: whether it is an error that a project has none of which there are no files either: its name may be
    ///     misspelt.
    /// - Throws: `ReconciliationError` for a service that neither the files nor a container has, `EngineError`.
    func selection(_ services: [ServiceName], needingContainers needsContainers: Bool = true) async throws
        -> ContainerSelection
    {
        let observed = try await observe()
        if needsContainers, loaded == nil, observed.containers.isEmpty {
            throw ReconciliationError.noContainers(name)
        }
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
