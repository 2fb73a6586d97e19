package import ComposeModel
package import EngineAPI

/// One snapshot of what an engine holds of a project; the only thing about the world that the reconciler sees.
package struct ObservedState: Sendable, Hashable {
    /// The project's containers, one-offs included, ordered by service and number.
    package var containers: [ObservedContainer]
    /// The networks that the project has or refers to, by name.
    package var networks: [String: ObservedNetwork]
    /// Further networks that carry the project's label and the name of one in ``networks``, which is older.
    package var duplicateNetworks: [DuplicateNetwork] = []
    /// The volumes that the project has or refers to, by name.
    package var volumes: [String: ObservedVolume]
    /// The images that the project's services name and that the engine has, by reference.
    package var images: [String: ImageID]
    /// How long ago images were last pulled, built or named, by reference; those of which the engine does not know are left
    /// out.
    package var imageAges: [String: Duration] = [:]
    /// The ports of the host that running containers of other projects hold.
    package var portHolders: [PortHolder]
    /// The containers that are not in ``containers``, by name.
    package var otherContainers: [String: ContainerID] = [:]
    /// Whether containers were taken as the engine lists them: of those, neither the health nor ``ObservedContainer/definition``
    /// is known.
    package var isBrief = false
    /// What the engine can do.
    ///
    /// - Default: everything.
    package var engine = EngineCapabilities.everything

    /// Creates a snapshot.
    package init(
        containers: [ObservedContainer] = [],
        networks: [String: ObservedNetwork] = [:],
        volumes: [String: ObservedVolume] = [:],
        images: [String: ImageID] = [:],
        portHolders: [PortHolder] = []
    ) {
        self.containers = containers
        self.networks = networks
        self.volumes = volumes
        self.images = images
        self.portHolders = portHolders
    }
}

/// A container as it was found.
package struct ObservedContainer: Sendable, Hashable {
    /// Its identifier.
    package var id: ContainerID
    /// Its name, without the leading slash.
    package var name: String
    /// The service that its labels name.
    package var service: ServiceName
    /// Its number among the service's containers, from 1; 0 for a one-off.
    package var number: Int
    /// Whether it was made by `run` rather than `up`.
    package var isOneOff: Bool
    /// What it is doing.
    package var state: State
    /// Its labels.
    package var labels: [String: String]
    /// The image that it was made from.
    package var image: ImageID?
    /// The networks that it is attached to, by name; an empty identifier when it was never started.
    package var networks: [String: NetworkID]
    /// The volumes that are mounted in it: the volume's name by the path in the container.
    package var volumes: [String: String]
    /// When it was made; `never` when that is not known.
    package var created = EngineTimestamp.never
    /// What it was made from, as the engine tells it, with what its image brings along; `nil` when that is not known.
    package var definition: ContainerCreateRequest?
    /// What is known of it if another tool made it; `nil` for EnGarde's own.
    package var foreignOrigin: ForeignOrigin?

    /// A container that another tool made, as the engine describes it.
    package struct ForeignOrigin: Sendable, Hashable {
        /// The container.
        package var inspection: ContainerInspection
        /// What its image brings along.
        package var imageConfiguration: ContainerConfig

        /// Creates a description.
        package init(inspection: ContainerInspection, imageConfiguration: ContainerConfig) {
            self.inspection = inspection
            self.imageConfiguration = imageConfiguration
        }
    }

    /// What a container is doing.
    package enum State: Sendable, Hashable {
        /// It was made but never started.
        case created
        /// It runs.
        case running(Health)
        /// It was told to stop and has not ended yet; of other engines than Podman, one cannot know.
        case ending
        /// It is paused.
        case paused
        /// The engine is restarting it.
        case restarting
        /// It ended with this code.
        case exited(code: Int)
        /// It cannot be used any more, or is being removed.
        case dead
    }

    /// What the engine's own health check says of a running container.
    package enum Health: Sendable, Hashable {
        /// It has no health check.
        case none
        /// The check has not passed yet.
        case starting
        /// The check passes.
        case healthy
        /// The check failed too often.
        case unhealthy
    }

    /// Creates a container's snapshot.
    package init(
        id: ContainerID,
        name: String,
        service: ServiceName,
        number: Int,
        isOneOff: Bool = false,
        state: State,
        labels: [String: String] = [:],
        image: ImageID? = nil,
        networks: [String: NetworkID] = [:],
        volumes: [String: String] = [:]
    ) {
        self.id = id
        self.name = name
        self.service = service
        self.number = number
        self.isOneOff = isOneOff
        self.state = state
        self.labels = labels
        self.image = image
        self.networks = networks
        self.volumes = volumes
    }

    /// What its labels say.
    package var compose: ComposeLabels { ComposeLabels(labels) }

    /// Whether it runs.
    package var isRunning: Bool {
        if case .running = state { true } else { false }
    }
}

/// A network as it was found.
package struct ObservedNetwork: Sendable, Hashable {
    /// Its identifier.
    package var id: NetworkID
    /// Its labels.
    package var labels: [String: String]
    /// The network as the engine describes it; `nil` when that is not known.
    package var definition: NetworkInspection?

    /// Creates a network's snapshot.
    package init(id: NetworkID = "", labels: [String: String] = [:], definition: NetworkInspection? = nil) {
        self.id = id
        self.labels = labels
        self.definition = definition
    }

    /// What its labels say.
    package var compose: ComposeLabels { ComposeLabels(labels) }
}

/// A network of a name that another one of the project has, too: two tools, or two users, made it at the same time.
package struct DuplicateNetwork: Sendable, Hashable {
    /// The name.
    package var name: String
    /// Its identifier, by which alone it can be told from the other one.
    package var id: NetworkID

    /// Creates a duplicate.
    package init(name: String, id: NetworkID) {
        self.name = name
        self.id = id
    }
}

/// A volume as it was found.
package struct ObservedVolume: Sendable, Hashable {
    /// Its labels.
    package var labels: [String: String]
    /// The volume as the engine describes it; `nil` when that is not known.
    package var definition: VolumeInspection?

    /// Creates a volume's snapshot.
    package init(labels: [String: String] = [:], definition: VolumeInspection? = nil) {
        self.labels = labels
        self.definition = definition
    }

    /// What its labels say.
    package var compose: ComposeLabels { ComposeLabels(labels) }
}

/// A port of the host that a container outside the project holds.
package struct PortHolder: Sendable, Hashable {
    /// The container's name.
    package var container: String
    /// The port.
    package var port: UInt16
    /// The transport protocol, such as `tcp`.
    package var transport: String
    /// The host's address; empty or `0.0.0.0` or `::` is every address.
    package var address: String

    /// Creates a holder.
    package init(container: String, port: UInt16, transport: String = "tcp", address: String = "") {
        self.container = container
        self.port = port
        self.transport = transport
        self.address = address
    }
}
