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
                hooks: project.services[service]?.postStart ?? [],
                ownNetworks: OwnNetworks(of: project)
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
                hooks: project?.services[container.service]?.preStop ?? []
            )
        )
    }

    /// Removing a container, also one that runs.
    static func remove(_ container: ObservedContainer, withAnonymousVolumes removesVolumes: Bool = false) -> Operation {
        .removeContainer(
            RemoveContainer(
                service: container.service,
                number: container.number,
                name: container.name,
                removesAnonymousVolumes: removesVolumes,
                isForced: true
            )
        )
    }
}
