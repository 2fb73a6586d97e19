package import ComposeModel
import EngineAPI
package import EngineClient
import OrderedCollections
package import Reconciliation
package import SessionEvents

/// Takes the snapshot that plans are made from: one listing of each kind of object, and an inspection of each of the
/// project's own containers.
package struct StateCollector: Sendable {
    private let client: EngineClient
    private let wallClock: WallClock

    /// Creates a collector.
    ///
    /// - Parameter wallClock: what the age of images is told by.
    package init(client: EngineClient, wallClock: WallClock) {
        self.client = client
        self.wallClock = wallClock
    }

    /// What the engine holds of a project.
    ///
    /// - Parameters:
    ///   - images: the references of the images to look for.
    ///   - briefly: whether containers of this program's that run are taken as the engine lists them, which is enough to see
    ///     that nothing has to be done, and spares a request for each; see ``ObservedState/isBrief``.
    /// - Throws: `EngineError`, `CancellationError`.
    package func observe(
        _ project: ProjectName,
        images: [String],
        briefly: Bool = false
    ) async throws -> ObservedState {
        async let summaries = client.containers(all: true)
        async let networks = client.networks()
        async let volumes = client.volumes()
        async let foundImages = observeImages(images)
        async let engine = client.capabilities
        let own = try await summaries.filter { summary in
            let labels = ComposeLabels(summary.labels)
            return labels.belongs(to: project) && (labels.configurationHash != nil || labels.service != nil)
        }
        var state = ObservedState()
        state.engine = try await engine
        let listed = briefly && state.engine.has(.networkIdentifiers) ? own.filter(Self.isListedWhole) : []
        state.isBrief = !listed.isEmpty
        let others = Set(own.map(\.id)).subtracting(listed.map(\.id))
        state.containers = try await withThrowingTaskGroup(of: ObservedContainer?.self) { group in
            for summary in own where others.contains(summary.id) { group.addTask { try await observe(summary) } }
            return try await group.reduce(into: []) { containers, container in
                if let container { containers.append(container) }
            }
        }
        state.containers += listed.map(Self.listed)
        state.containers.sort { ($0.service, $0.number, $0.name) < ($1.service, $1.number, $1.name) }
        state.note(try await networks, of: project)
        if !state.engine.has(.networkIdentifiers) { state.identifyNetworks() }
        for volume in try await volumes {
            state.volumes[volume.name.rawValue] = ObservedVolume(labels: volume.labels, definition: volume)
        }
        let now = EngineTimestamp(sinceEpoch: wallClock.now)
        for (reference, image) in try await foundImages {
            state.images[reference] = image.id
            if !image.metadata.lastTagTime.isNever {
                state.imageAges[reference] = now.duration(since: image.metadata.lastTagTime)
            }
        }
        let known = Set(own.map(\.id))
        for summary in try await summaries where !known.contains(summary.id) {
            state.otherContainers[summary.name] = summary.id
        }
        state.portHolders =
            try await summaries
            .filter { $0.state == .running && !ComposeLabels($0.labels).belongs(to: project) }
            .flatMap { summary in
                summary.ports.compactMap { port in
                    port.publicPort.map {
                        PortHolder(
                            container: summary.name,
                            port: $0,
                            transport: port.transport.rawValue,
                            address: port.hostIP
                        )
                    }
                }
            }
        return state
    }

    /// The images that exist, by reference.
    private func observeImages(_ references: [String]) async throws -> [String: ImageInspection] {
        try await withThrowingTaskGroup(of: (String, ImageInspection?).self) { group in
            for reference in Set(references) where ImageReference(reference).isWellFormed {
                group.addTask {
                    do {
                        return (reference, try await client.inspectImage(ImageReference(reference)))
                    } catch EngineError.notFound {
                        return (reference, nil)
                    }
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    /// Whether the list says enough of a container that runs: its configuration is compared by its labels.
    private static func isListedWhole(_ summary: ContainerSummary) -> Bool {
        summary.state == .running && ComposeLabels(summary.labels).fingerprint != nil
    }

    /// A container that runs, as the list has it.
    private static func listed(_ summary: ContainerSummary) -> ObservedContainer {
        var container = container(summary, named: summary.name, .running(.none), of: summary.imageID)
        container.networks = summary.networkSettings.networks.mapValues(\.networkID)
        container.volumes = volumes(of: summary.mounts)
        return container
    }

    private static func container(
        _ summary: ContainerSummary,
        named name: String,
        _ state: ObservedContainer.State,
        of image: ImageID
    ) -> ObservedContainer {
        let labels = ComposeLabels(summary.labels)
        return ObservedContainer(
            id: summary.id,
            name: name,
            service: labels.service ?? "",
            number: labels.containerNumber ?? (labels.isOneOff ? 0 : 1),
            isOneOff: labels.isOneOff,
            state: state,
            labels: summary.labels,
            image: image,
            networks: [:],
            volumes: [:]
        )
    }

    /// The names of the volumes that are mounted, by their paths in the container.
    private static func volumes(of mounts: [MountPoint]) -> [String: String] {
        mounts.reduce(into: [:]) { volumes, mount in
            if mount.type == .volume { volumes[mount.destination] = mount.name }
        }
    }

    /// A container's snapshot; `nil` when it was removed meanwhile.
    private func observe(_ summary: ContainerSummary) async throws -> ObservedContainer? {
        let inspection: ContainerInspection
        do {
            inspection = try await client.inspectContainer(summary.id)
        } catch EngineError.notFound {
            return nil
        }
        let labels = ComposeLabels(summary.labels)
        var container = Self.container(
            summary,
            named: inspection.name,
            Self.state(inspection.state),
            of: inspection.image
        )
        container.networks = inspection.networkSettings.networks.mapValues(\.networkID)
        container.volumes = Self.volumes(of: inspection.mounts)
        container.created = inspection.created
        container.definition = ContainerCreateRequest(
            image: ImageReference(inspection.config.image),
            config: inspection.config,
            hostConfig: inspection.hostConfig,
            networks: inspection.networkSettings.networks
        )
        if labels.fingerprint == nil, labels.blueprint == nil {
            container.foreignOrigin = ObservedContainer.ForeignOrigin(
                inspection: inspection,
                imageConfiguration: try await imageConfiguration(of: inspection.image)
            )
        }
        return container
    }

    /// What an image brings along; nothing when it is gone.
    private func imageConfiguration(of image: ImageID) async throws -> ContainerConfig {
        do {
            return try await client.inspectImage(ImageReference(image)).config
        } catch EngineError.notFound {
            return ContainerConfig()
        }
    }

    private static func state(_ state: ContainerState) -> ObservedContainer.State {
        switch state.status {
        case .created: .created
        case .stopping: .ending
        case .paused: .paused
        case .restarting: .restarting
        case .exited: .exited(code: state.exitCode)
        case .removing, .dead: .dead
        case .running, .other:
            switch state.health?.status {
            case nil, .some(.none): .running(.none)
            case .starting: .running(.starting)
            case .healthy: .running(.healthy)
            case .unhealthy: .running(.unhealthy)
            }
        }
    }
}
