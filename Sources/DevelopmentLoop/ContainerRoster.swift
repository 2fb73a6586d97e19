import ComposeModel
import EngineAPI
import EngineClient
import SystemPackage

/// Finds the containers of a service.
struct ContainerRoster: Sendable {
    let engine: EngineClient
    let project: ProjectName

    /// What to filter lists and events by.
    var projectFilter: QueryFilters { .label(ComposeLabel.project, project.rawValue) }

    /// The service's containers, running or not, without those of `run`.
    func containers(of service: ServiceName) async throws -> [WatchedContainer] {
        let filters = projectFilter.and(.label(ComposeLabel.service, service.rawValue))
        var result: [WatchedContainer] = []
        for summary in try await engine.containers(all: true, filters: filters)
        where !ComposeLabels(summary.labels).isOneOff {
            do {
                result.append(WatchedContainer(try await engine.inspectContainer(summary.id)))
            } catch EngineError.notFound {
                continue
            }
        }
        return result
    }
}

extension WatchedContainer {
    /// Takes what matters from what the engine says.
    fileprivate init(_ container: ContainerInspection) {
        let isRunning = container.state.isRunning && !container.state.isRestarting
        self.init(
            id: container.id,
            name: container.name,
            startedAt: isRunning ? container.state.startedAt : nil,
            isPaused: isRunning && container.state.isPaused,
            user: container.config.user,
            hasReadOnlyRoot: container.hostConfig.readonlyRootfs
        )
        for mount in container.mounts {
            mounts.insert(
                MountedPath(
                    destination: FilePath(mount.destination).lexicallyNormalized(),
                    source: mount.type == .bind ? mount.source : nil,
                    isWritable: mount.isWritable
                )
            )
        }
        for (path, options) in container.hostConfig.tmpfs {
            let isReadOnly = options.split(separator: ",").contains("ro")
            mounts.insert(MountedPath(destination: FilePath(path).lexicallyNormalized(), isWritable: !isReadOnly))
        }
    }
}
