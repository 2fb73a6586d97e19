package import ComposeModel
package import EngineAPI

/// What is done to each container before it is started: after its creation, or while it is stopped.
package protocol ContainerPreparation: Sendable {
    /// Prepares a container.
    ///
    /// - Parameter container: its name.
    /// - Throws: `CancellationError`; nothing else, since the container is to be started anyway.
    func prepare(_ container: ContainerID, of service: ServiceName) async throws
}
