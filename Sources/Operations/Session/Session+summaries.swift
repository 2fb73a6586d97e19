import ComposeModel
import EngineAPI
import EngineClient

extension Session {
    /// The containers of services as the engine lists them now.
    ///
    /// - Parameters:
    ///   - services: empty means all of the project's containers.
    ///   - includesStopped: whether those are listed too that do not run.
    /// - Throws: `EngineError`, `CancellationError`.
    func containers(
        of services: Set<ServiceName>,
        includingStopped includesStopped: Bool
    ) async throws -> [ContainerSummary] {
        try await client.containers(all: includesStopped, filters: ownObjects)
            .filter { ComposeLabels($0.labels).belongs(toAnyOf: services) }
    }
}
