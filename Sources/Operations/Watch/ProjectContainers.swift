import ComposeModel
import EngineAPI
import EngineClient
import Reconciliation

/// All containers of a project, running or not.
struct ProjectContainers: Sendable {
    let session: Session

    /// Returns when the project has no container any more; an engine that does not answer is waited for.
    ///
    /// - Throws: `CancellationError`.
    func waitUntilGone() async throws {
        while true {
            do {
                let events = try await session.containerEvents("destroy")
                if try await areGone() { return }
                for try await _ in events where try await areGone() { return }
            } catch is EngineError {
                try Task.checkCancellation()
            }
            try await session.clock.sleep(for: .seconds(1))
        }
    }

    private func areGone() async throws -> Bool {
        try await session.client.containers(all: true, filters: session.ownObjects).isEmpty
    }
}
