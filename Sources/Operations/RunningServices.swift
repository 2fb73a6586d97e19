package import ComposeModel
import EngineAPI
package import EngineClient
import Reconciliation

/// Looks after the running containers of services.
package struct RunningServices: Sendable {
    private let project: ProjectName
    private let client: EngineClient

    /// Creates the operation.
    package init(of project: ProjectName, client: EngineClient) {
        self.project = project
        self.client = client
    }

    /// Returns when no container of the services runs or is being restarted any more.
    ///
    /// - Parameter services: empty means all.
    /// - Throws: `EngineError`, `CancellationError`.
    package func waitUntilNoneRuns(of services: Set<ServiceName>) async throws {
        let label = QueryFilters.label(ComposeLabel.project, project.rawValue)
        let stream = try await client.events(
            filters: label.and(["type": ["container"], "event": ["die", "destroy"]])
        )
        func noneRuns() async throws -> Bool {
            try await client.containers(all: true, filters: label).allSatisfy { container in
                let service = ServiceName(container.labels[ComposeLabel.service] ?? "")
                guard services.isEmpty || services.contains(service) else { return true }
                return container.state != .running && container.state != .restarting && container.state != .paused
            }
        }
        if try await noneRuns() { return }
        for try await _ in stream where try await noneRuns() { return }
        try Task.checkCancellation()
    }
}
