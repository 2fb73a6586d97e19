package import ComposeModel
import EngineAPI
package import EngineClient
import Reconciliation

/// All containers of a project, running or not.
package struct ProjectContainers: Sendable {
    private let project: ProjectName
    private let client: EngineClient

    /// Creates the operation.
    package init(_ project: ProjectName, client: EngineClient) {
        self.project = project
        self.client = client
    }

    /// Returns when the project has no container any more; an engine that does not answer is waited for.
    ///
    /// - Throws: `CancellationError`.
    package func waitUntilGone() async throws {
        let label = QueryFilters.label(ComposeLabel.project, project.rawValue)
        while true {
            do {
                let events = try await client.events(filters: label.and(["type": ["container"], "event": ["destroy"]]))
                if try await client.containers(all: true, filters: label).isEmpty { return }
                for try await _ in events where try await client.containers(all: true, filters: label).isEmpty {
                    return
                }
            } catch is EngineError {
                try Task.checkCancellation()
            }
            try await Task.sleep(for: .seconds(1))
        }
    }
}
