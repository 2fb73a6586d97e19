import ComposeModel
import OrderedCollections

extension Operation {
    /// Starting a container of a service.
    static func start(_ name: String, of service: ServiceName, number: Int, in project: Project) -> Operation {
        .startContainer(
            StartContainer(
                service: service,
                number: number,
                name: name,
                hooks: project.definition(of: service)?.postStart ?? [],
                ownNetworks: OwnNetworks(of: project)
            )
        )
    }

    /// Starting a container that is there, also of a project without files.
    static func start(_ container: ObservedContainer, in project: Project?, named name: ProjectName) -> Operation {
        .startContainer(
            StartContainer(
                service: container.service,
                number: container.number,
                name: container.name,
                hooks: project?.definition(of: container.service)?.postStart ?? [],
                ownNetworks: project.map { OwnNetworks(of: $0) } ?? OwnNetworks(project: name, names: [])
            )
        )
    }

    /// Stopping a container.
    ///
    /// - Parameter timeout: how long it may take before it is killed; `nil` is the container's own setting.
    static func stop(_ container: ObservedContainer, within timeout: Duration?, in project: Project?) -> Operation {
        .stopContainer(
            StopContainer(
                service: container.service,
                number: container.number,
                name: container.name,
                timeout: timeout,
                // Where it is being stopped already, they ran before that.
                hooks: container.state == .ending ? [] : project?.definition(of: container.service)?.preStop ?? []
            )
        )
    }

    /// Removing a container.
    ///
    /// - Parameter isForced: whether it may be removed while it runs.
    static func remove(
        _ container: ObservedContainer,
        withAnonymousVolumes removesVolumes: Bool = false,
        forced isForced: Bool = true
    ) -> Operation {
        .removeContainer(
            RemoveContainer(
                service: container.service,
                number: container.number,
                name: container.name,
                removesAnonymousVolumes: removesVolumes,
                isForced: isForced
            )
        )
    }
}
