import ComposeModel
import EngineAPI
import EngineClient
import Operations

/// The services of a project that have containers of their own, those of `run` left aside.
struct ServiceContainers: Sendable, Hashable {
    /// Those that have any.
    let present: Set<ServiceName>
    /// Those of which one runs.
    let running: Set<ServiceName>

    /// Looks at the engine.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    init(in session: Session) async throws {
        let own = QueryFilters.label(ComposeLabel.project, session.name.rawValue)
        self.init(try await session.client.containers(all: true, filters: own))
    }

    /// Reads a list of containers.
    init(_ containers: [ContainerSummary]) {
        var (present, running): (Set<ServiceName>, Set<ServiceName>) = ([], [])
        for container in containers {
            let labels = ComposeLabels(container.labels)
            guard let service = labels.service, !labels.isOneOff else { continue }
            present.insert(service)
            if [.running, .paused, .restarting].contains(container.state) { running.insert(service) }
        }
        (self.present, self.running) = (present, running)
    }
}
