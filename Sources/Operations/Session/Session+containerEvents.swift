import EngineAPI
import EngineClient

extension Session {
    /// What the engine tells of the project's containers, from the moment in which this returns.
    ///
    /// - Parameter actions: such as `die`, as the Engine API calls them.
    /// - Throws: `EngineError`, `CancellationError`.
    func containerEvents(_ actions: String...) async throws -> EngineEvents {
        try await client.events(filters: ownObjects.and(["type": ["container"], "event": actions]))
    }
}
