import ComposeModel
import EngineAPI
import EngineClient

/// Finds the containers of a service.
struct ContainerRoster: Sendable {
    let engine: EngineClient
    let project: ProjectName

    /// The label that names a container's service.
    static let serviceLabel = "com.docker.compose.service"

    /// What to filter lists and events by.
    var projectFilter: QueryFilters { .label("com.docker.compose.project", project.rawValue) }

    /// The service's containers, running or not, without those of `run`.
    func containers(of service: ServiceName) async throws -> [WatchedContainer] {
        let filters = projectFilter.and(.label(Self.serviceLabel, service.rawValue))
        var result: [WatchedContainer] = []
        for summary in try await engine.containers(all: true, filters: filters)
        where summary.labels["com.docker.compose.oneoff"]?.lowercased() != "true" {
            do {
                let container = try await engine.inspectContainer(summary.id)
                let isRunning = container.state.isRunning && !container.state.isRestarting
                result.append(
                    WatchedContainer(
                        id: container.id,
                        startedAt: isRunning ? container.state.startedAt : nil,
                        user: container.config.user,
                        bindMounts: container.mounts.filter { $0.type == .bind }.map(\.destination)
                    )
                )
            } catch EngineError.notFound {
                continue
            }
        }
        return result
    }
}
