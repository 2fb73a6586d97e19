import Convergence

extension ProjectSession {
    /// Runs `body` while no other process changes the project, after what a killed one left under way has come to its end.
    ///
    /// - Throws: what `body` throws, `CancellationError`.
    func changing<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await ProjectLock.changing(lock, client: client, events: events, body)
    }
}
