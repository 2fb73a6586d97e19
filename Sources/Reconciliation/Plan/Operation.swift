package import ComposeModel
package import EngineAPI

/// One thing to do at the engine; carrying it out takes no decision.
///
/// Containers and networks are named rather than identified, since a plan may create what it uses later.
package enum Operation: Sendable, Hashable {
    /// Pull an image.
    case pullImage(PullImage)
    /// Build an image.
    case buildImage(BuildImage)
    /// Send an image to its registry.
    case pushImage(PushImage)
    /// Ask the program that manages a service for something.
    case runProvider(RunProvider)
    /// Make a model available.
    case prepareModel(PrepareModel)
    /// Create a network.
    case createNetwork(NetworkCreateRequest)
    /// Create a volume.
    case createVolume(VolumeCreateRequest)
    /// Create a container without starting it.
    case createContainer(CreateContainer)
    /// Put files into a created container.
    case putFiles(PutFiles)
    /// Attach a created container to one more network.
    case connectNetwork(ConnectNetwork)
    /// Take a container out of a network, also by force.
    case disconnectNetwork(container: String, network: String)
    /// Run the `pre_start` hooks of a container that is about to start.
    case runPreStart(RunPreStart)
    /// Start a container and run its `post_start` hooks.
    case startContainer(StartContainer)
    /// Wait until a container satisfies those that depend on it.
    case awaitReadiness(AwaitReadiness)
    /// Stop a container, after its `pre_stop` hooks.
    case stopContainer(StopContainer)
    /// Send a signal to a container's main process.
    case killContainer(KillContainer)
    /// Freeze a container's processes.
    case pauseContainer(TargetContainer)
    /// Let a container's processes go on.
    case unpauseContainer(TargetContainer)
    /// Remove a container.
    case removeContainer(RemoveContainer)
    /// Give a container another name.
    case renameContainer(from: String, to: String)
    /// Remove a network.
    case removeNetwork(name: String)
    /// Remove a volume.
    case removeVolume(name: String)
    /// Remove an image.
    case removeImage(reference: String)
}

extension Operation {
    /// What a pull needs.
    package struct PullImage: Sendable, Hashable {
        /// The first service that wants the image.
        package var service: ServiceName
        /// The image's reference.
        package var image: String
        /// The platform, such as `linux/arm64`; `nil` is the engine's own.
        package var platform: String?
        /// Whether a failure is only a warning, because the image can be built or is there in an older form.
        package var isOptional: Bool
        /// Whether it is what the service's image is built from, and not the image itself.
        package var isBase = false
        /// Whether a failure keeps no other image from being pulled; the whole has failed in the end.
        package var isTolerated = false
    }

    /// What a push needs.
    package struct PushImage: Sendable, Hashable {
        /// The service that builds the image.
        package var service: ServiceName
        /// The image's reference.
        package var image: String
        /// Whether a failure keeps no other image from being pushed; the whole has failed in the end.
        package var isTolerated = false
    }

    /// What a build needs.
    package struct BuildImage: Sendable, Hashable {
        /// The service whose `build` section is followed.
        package var service: ServiceName
        /// Further services that would build the same image in the same way, and get this one.
        package var sharers: [ServiceName] = []
        /// The reference that the image gets.
        package var image: String
        /// The directory that is sent to the builder, absolute; or what the builder gets by itself, see `request.remote`.
        package var context: String
        /// Where the Dockerfile is.
        package var dockerfile: Dockerfile
        /// What the builder is asked to do, but for the Dockerfile's path in a directory and the kind of builder.
        package var request: BuildOptions
        /// The secrets that it may ask for.
        package var secrets: [BuildSecret] = []
        /// The SSH agents that it may use.
        package var agents: [BuildAgent] = []
        /// What its Dockerfile may take from beside the context.
        package var contexts: [BuildContext] = []

        /// Whether it makes the image of a service.
        package func isFor(_ name: ServiceName) -> Bool { name == service || sharers.contains(name) }

        /// Where a Dockerfile is.
        package enum Dockerfile: Sendable, Hashable {
            /// In a file, relative to the context unless absolute.
            case file(String)
            /// In the Compose file; this is its text.
            case inline(String)
        }
    }

    /// What creating a container needs.
    package struct CreateContainer: Sendable, Hashable {
        /// The service that it belongs to.
        package var service: ServiceName
        /// Its number among the service's containers, from 1.
        package var number: Int
        /// Its name, which is a provisional one while it replaces another.
        package var name: String
        /// Its final name, for messages.
        package var finalName: String
        /// What is sent to the engine.
        package var request: ContainerCreateRequest
        /// The platform; `nil` is the engine's own.
        package var platform: String?
        /// What docker compose's digest is computed from just before; `nil` when ``request`` has it.
        package var sharedConfiguration: SharedConfiguration?

        /// Whether it takes the place of a container that had to go before, because what that used is made anew.
        package var followsRemoval: Bool {
            name == finalName && ComposeLabels(request.config.labels).replaces != nil
        }
    }

    /// What putting files into a container needs.
    package struct PutFiles: Sendable, Hashable {
        /// The service that the container belongs to.
        package var service: ServiceName
        /// Its number among the service's containers, from 1.
        package var number: Int
        /// Its name, which is a provisional one while it replaces another.
        package var container: String
        /// Its final name, for messages.
        package var finalName: String
        /// The files, whose content is nowhere shown.
        package var files: [ContainerFile]
    }

    /// What attaching a network needs.
    package struct ConnectNetwork: Sendable, Hashable {
        /// The container's name.
        package var container: String
        /// The network's name.
        package var network: String
        /// Aliases and addresses.
        package var endpoint: EndpointSettings
        /// The networks of which there may be a younger one that is in the way.
        package var ownNetworks: OwnNetworks
    }

    /// What starting a container needs.
    package struct StartContainer: Sendable, Hashable {
        /// The service that it belongs to.
        package var service: ServiceName
        /// Its number among the service's containers, from 1.
        package var number: Int
        /// Its name.
        package var name: String
        /// What is run in it once it is started, in this order.
        package var hooks: [LifecycleHook]
        /// The networks of which there may be a younger one that is in the way.
        package var ownNetworks: OwnNetworks
    }

    /// What waiting for a container needs.
    package struct AwaitReadiness: Sendable, Hashable {
        /// The service that it belongs to.
        package var service: ServiceName
        /// Its number among the service's containers, from 1.
        package var number: Int
        /// Its name.
        package var name: String
        /// What is waited for.
        package var condition: Readiness
        /// The services that wait for it, in the project's order.
        package var dependents: [ServiceName]
        /// Whether its failure is a failure of the whole; otherwise it is a warning.
        package var isRequired: Bool
    }

    /// What stopping a container needs.
    package struct StopContainer: Sendable, Hashable {
        /// The service that it belongs to, also one that the project does not have.
        package var service: ServiceName
        /// Its number among the service's containers, from 1.
        package var number: Int
        /// Its name.
        package var name: String
        /// How long it may take before it is killed; `nil` is the container's own setting.
        package var timeout: Duration?
        /// What is run in it before, in this order.
        package var hooks: [LifecycleHook]
    }

    /// What sending a signal to a container needs.
    package struct KillContainer: Sendable, Hashable {
        /// The service that it belongs to, also one that the project does not have.
        package var service: ServiceName
        /// Its number among the service's containers, from 1; 0 for a single command's.
        package var number: Int
        /// Its name.
        package var name: String
        /// The signal, such as `SIGHUP` or `9`.
        package var signal: String
        /// Whether no process survives the signal.
        package var isFatal: Bool { ["SIGKILL", "KILL", "9"].contains(signal.uppercased()) }
    }

    /// A container to which something is done that needs nothing else.
    package struct TargetContainer: Sendable, Hashable {
        /// The service that it belongs to, also one that the project does not have.
        package var service: ServiceName
        /// Its number among the service's containers, from 1.
        package var number: Int
        /// Its name.
        package var name: String
    }

    /// What removing a container needs.
    package struct RemoveContainer: Sendable, Hashable {
        /// The service that it belongs to, also one that the project does not have.
        package var service: ServiceName
        /// Its number among the service's containers, from 1.
        package var number: Int
        /// Its name.
        package var name: String
        /// Whether its anonymous volumes go with it.
        package var removesAnonymousVolumes: Bool
        /// Whether it may be removed while it runs.
        package var isForced: Bool
    }
}

/// What makes a container ready for those that depend on it.
package enum Readiness: String, Sendable, Hashable {
    /// Its health check passes.
    case healthy
    /// It runs and, if it has a health check, that passes.
    case runningOrHealthy = "running or healthy"
    /// It ended with exit code 0.
    case completed = "completed successfully"
}

extension Operation: CustomStringConvertible {
    /// The operation as a plan's text shows it.
    package var description: String {
        switch self {
        case .pullImage(let pull): "pull image \(pull.image)"
        case .buildImage(let build): "build image \(build.image) of service \(build.service)"
        case .pushImage(let push): "push image \(push.image)"
        case .runProvider(let run):
            "run provider \(run.provider.type) \(run.command.rawValue) for service \(run.service)"
        case .prepareModel(let prepare): "prepare model \(prepare.model.artifact)"
        case .createNetwork(let request): "create network \(request.name)"
        case .createVolume(let request): "create volume \(request.name)"
        case .createContainer(let create): "create container \(create.name)"
        case .putFiles(let put):
            "put \(put.files.map(\.description).joined(separator: ", ")) into container \(put.container)"
        case .connectNetwork(let connect):
            "connect container \(connect.container) to network \(Self.shown(connect.network))"
        case .disconnectNetwork(let container, let network):
            "disconnect container \(container) from network \(Self.shown(network))"
        case .runPreStart(let run):
            "run \(run.hooks.map { "pre_start[\($0.index)]" }.joined(separator: ", ")) before container \(run.container)"
        case .startContainer(let start): "start container \(start.name)"
        case .awaitReadiness(let wait): "wait until container \(wait.name) is \(wait.condition.rawValue)"
        case .stopContainer(let stop): "stop container \(stop.name)"
        case .killContainer(let kill): "send \(kill.signal) to container \(kill.name)"
        case .pauseContainer(let target): "pause container \(target.name)"
        case .unpauseContainer(let target): "unpause container \(target.name)"
        case .removeContainer(let remove): "remove container \(remove.name)"
        case .renameContainer(let old, let new): "rename container \(old) to \(new)"
        case .removeNetwork(let name): "remove network \(Self.shown(name))"
        case .removeVolume(let name): "remove volume \(name)"
        case .removeImage(let reference): "remove image \(reference)"
        }
    }

    /// A network's name, or its identifier as people know it.
    package static func shown(_ network: String) -> String {
        network.count == 64 && network.allSatisfy(\.isHexDigit) ? NetworkID(network).shortForm : network
    }
}
