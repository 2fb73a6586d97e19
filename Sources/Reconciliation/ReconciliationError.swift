package import ComposeModel
import DependencyGraphs
package import EngineAPI

/// Why no plan can be made.
package indirect enum ReconciliationError: Error, Hashable {
    /// A service uses something that no container can be given yet: the keys below the service, and the reason.
    case unsupported(service: ServiceName, attribute: [String], because: String)
    /// The engine cannot do what somebody uses: who that is, such as `service 'web'`, and where the Compose file says so.
    case missingInEngine(EngineFeature, user: String, path: [String], EngineCapabilities)
    /// A network that is declared as external is not there.
    case externalNetworkMissing(key: NetworkName, name: String)
    /// A volume that is declared as external is not there.
    case externalVolumeMissing(key: ComposeModel.VolumeName, name: String)
    /// A volume is to be made anew while a container that stays uses it.
    case volumeInUse(key: ComposeModel.VolumeName, name: String, container: String)
    /// A service uses what a container of another one has, and there is none, or it does not run.
    case parentMissing(service: ServiceName, attribute: String, parent: ServiceName, isStopped: Bool)
    /// A config or secret comes from where no container can be given it yet.
    case unsupportedFile(service: ServiceName, kind: String, key: String, form: String)
    /// A config or secret cannot be put into a container.
    case fileUnusable(service: ServiceName, kind: String, key: String, FileFlaw)
    /// A build is given a secret that no build can be given; its key, and the attribute that says where its content comes
    /// from.
    case unsupportedBuildSecret(service: ServiceName, key: String, form: String)
    /// A build is given a secret whose variable is not set.
    case buildSecretUnset(service: ServiceName, key: String, variable: String)
    /// A build is to use the user's SSH agent, and there is none; whether the Compose file says so, and not the command line.
    case noAgent(service: ServiceName, isOfService: Bool)
    /// The builder would not do what an attribute of `build` says.
    case buildRefused(service: ServiceName, attribute: String, BuildRefusal)
    /// A service that was asked for is not in the project.
    case unknownService(ServiceName, known: [ServiceName])
    /// A service whose containers something is to be done with has none.
    case noContainer(ServiceName)
    /// A project that is known by its name only has no containers.
    case noContainers(ProjectName)
    /// A command is to run in a container of a service that a program manages in place of containers.
    case managedByProvider(service: ServiceName, provider: String)
    /// An image is missing and may be neither pulled nor built.
    case imageMissing(service: ServiceName, image: String)
    /// The name of an image is none.
    case imageNameInvalid(service: ServiceName, image: String)
    /// A published port is already taken by another container of the engine.
    case portTaken(service: ServiceName, port: String, holder: String)
    /// The name of a container to be is that of one outside the project.
    case nameTaken(service: ServiceName, name: String, holder: ContainerID)
    /// Services need each other in a circle.
    case dependencyCycle([ServiceName])
    /// Images are built from each other in a circle.
    case buildCycle([ServiceName])
    /// A port of the host is published by more containers of one service than can hold it.
    case portShared(service: ServiceName, port: String, containers: Int)
    /// More than one container would have the same name.
    case nameShared(service: ServiceName, name: String, containers: Int)
    /// Several things are wrong, none of them ``several(_:)``.
    case several([ReconciliationError])

    /// What keeps a config or secret from being put into a container.
    package enum FileFlaw: Sendable, Hashable {
        /// The variable that holds it is not set.
        case variableMissing(String)
        /// The owner is named, and containers' users are not known.
        case ownerNotNumeric(attribute: String, String)
        /// The container's root file system cannot be written to.
        case rootReadOnly
    }

    /// All errors that were found, as one; `nil` when there is none. Of those about one place only the first counts.
    static func all(of errors: [ReconciliationError]) -> ReconciliationError? {
        var paths: Set<[String]> = []
        let distinct = errors.flatMap(\.each).filter { $0.path.isEmpty || paths.insert($0.path).inserted }
        return distinct.count > 1 ? .several(distinct) : distinct.first
    }

    /// The errors, each about one thing.
    package var each: [ReconciliationError] {
        if case .several(let errors) = self { errors } else { [self] }
    }

    /// The path in the Compose file that the error is about, such as `["services", "web", "provider"]`.
    package var path: [String] {
        switch self {
        case .unsupported(let service, let attribute, _): ["services", service.rawValue] + attribute
        case .missingInEngine(_, _, let path, _): path
        case .externalNetworkMissing(let key, _): ["networks", key.rawValue]
        case .externalVolumeMissing(let key, _), .volumeInUse(let key, _, _): ["volumes", key.rawValue]
        case .parentMissing(let service, let attribute, _, _): ["services", service.rawValue, attribute]
        case .unsupportedFile(_, let kind, let key, let form): ["\(kind)s", key, form]
        case .fileUnusable(let service, let kind, let key, let flaw):
            if case .variableMissing = flaw {
                ["\(kind)s", key, "environment"]
            } else {
                ["services", service.rawValue, "\(kind)s"]
            }
        case .managedByProvider(let service, _): ["services", service.rawValue, "provider"]
        case .unsupportedBuildSecret(_, let key, let form): ["secrets", key, form]
        case .buildSecretUnset(_, let key, _): ["secrets", key, "environment"]
        case .noAgent(let service, let isOfService): isOfService ? ["services", service.rawValue, "build", "ssh"] : []
        case .buildRefused(let service, let attribute, _): ["services", service.rawValue, "build", attribute]
        case .imageMissing(let service, _), .imageNameInvalid(let service, _): ["services", service.rawValue, "image"]
        case .portTaken(let service, _, _), .portShared(let service, _, _): ["services", service.rawValue, "ports"]
        case .nameShared(let service, _, _), .nameTaken(let service, _, _):
            ["services", service.rawValue, "container_name"]
        case .buildCycle(let services): services.first.map { ["services", $0.rawValue, "build"] } ?? []
        case .unknownService, .noContainer, .noContainers, .dependencyCycle, .several: []
        }
    }

    /// The arguments of the command that ``hint`` ends with; empty when it ends with none.
    package var command: [String] {
        switch self {
        case .parentMissing(_, _, let parent, _): ["up", parent.rawValue]
        case .noContainer(let service): ["up", "-d", service.rawValue]
        case .noContainers: ["ls", "-a"]
        default: []
        }
    }

    /// What to do about it, if that can be said.
    package var hint: String? {
        switch self {
        case .unsupported: nil
        case .unsupportedBuildSecret: "keep the value in a file and name it with 'file'"
        case .buildSecretUnset(_, _, let variable): "set '\(variable)' in the environment or in '.env'"
        case .noAgent:
            "start an agent with 'eval $(ssh-agent)' and 'ssh-add', or name a key, as in 'default=~/.ssh/id_ed25519'"
        case .fileUnusable(_, _, _, let flaw): flaw.hint
        case .buildRefused(_, _, let refusal): refusal.hint
        case .missingInEngine(let feature, _, _, _):
            if case .refused(let hint) = feature.absence { hint } else { nil }
        case .externalNetworkMissing(_, let name): "create it with 'docker network create \(name)'"
        case .externalVolumeMissing(_, let name): "create it with 'docker volume create \(name)'"
        case .volumeInUse: "remove the container, or bring its service up in the same run"
        case .parentMissing: "leave '--no-deps' out, or first run"
        case .unsupportedFile(_, _, _, let form):
            ["driver", "template_driver"].contains(form) ? nil : "keep the value in a file and name it with 'file'"
        case .unknownService(_, let known):
            known.isEmpty ? nil : "the project has \(known.map { "'\($0)'" }.joined(separator: ", "))"
        case .noContainer: "create one with"
        case .noContainers: "see which projects have any with"
        case .managedByProvider: "run the command in a service that has an image"
        case .imageMissing: "allow pulling with another 'pull_policy', or build the image"
        case .imageNameInvalid(_, let image):
            image.hasSuffix(":")
                ? "there is no tag behind the colon: is a variable not set?"
                : "write it as '[registry/]name[:tag]', the name in lower case"
        case .portTaken: "stop the other container or publish another port"
        case .nameTaken: "rename or remove the other container, or give this one another 'container_name'"
        case .portShared: "leave the host's port open, publish a range of ports, or run one container"
        case .nameShared: "remove 'container_name', or run one container"
        case .dependencyCycle, .several: nil
        case .buildCycle: "let one of them build from an image of its own"
        }
    }
}

extension ReconciliationError: CustomStringConvertible {
    /// The error's sentence.
    package var description: String {
        switch self {
        case .unsupported(let service, let attribute, let reason):
            "service '\(service)' uses '\(attribute.joined(separator: "."))', which is not supported yet: \(reason)"
        case .missingInEngine(let feature, let user, _, let engine):
            "\(user): \(feature.title) requires \(feature.since.map { "\($0.release) or later" } ?? feature.need), "
                + "and this is \(engine)"
        case .externalNetworkMissing(_, let name):
            "network \(name) declared as external, but could not be found"
        case .externalVolumeMissing(_, let name):
            "external volume \"\(name)\" not found"
        case .volumeInUse(_, let name, let container):
            "volume '\(name)' cannot be made anew while container '\(container)' uses it"
        case .parentMissing(let service, let attribute, let parent, let isStopped):
            "service '\(service)' cannot share \(Self.shared(by: attribute)) with service \(parent): "
                + (isStopped ? "container not running" : "container missing")
        case .unsupportedFile(let service, let kind, let key, let form):
            "\(kind) '\(key)' of service '\(service)' is declared with '\(form)', and only \(kind == "config" ? "'file', 'environment' and 'content' are" : "'file' and 'environment' are") supported"
        case .fileUnusable(let service, let kind, let key, let flaw): flaw.sentence(service, kind, key)
        case .unsupportedBuildSecret(let service, let key, let form):
            "the build of service '\(service)' uses secret '\(key)', which is declared with '\(form)': "
                + "builds are given files and variables only"
        case .buildSecretUnset(let service, let key, let variable):
            "the build of service '\(service)' uses secret '\(key)', and its variable '\(variable)' is not set"
        case .buildRefused(let service, _, let refusal): refusal.sentence(service)
        // Scripts look for these words.
        case .noAgent: "invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set"
        case .unknownService(let service, _): "no such service: \(service)"
        case .noContainer(let service): "service '\(service)' has no container"
        // Scripts look for docker compose's words.
        case .noContainers(let project): "no container found for project \"\(project)\""
        case .managedByProvider(let service, let provider):
            "service '\(service)' has no container to run a command in: provider '\(provider)' manages it"
        case .imageMissing(let service, let image):
            "image '\(image)' of service '\(service)' does not exist here and its pull policy is 'never'"
        case .imageNameInvalid(let service, let image): "service '\(service)' has no valid image name: '\(image)'"
        case .portTaken(let service, let port, let holder):
            "service '\(service)' publishes port \(port), which container '\(holder)' holds"
        // Scripts look for docker's words.
        case .nameTaken(let service, let name, let holder):
            "service '\(service)' gets no container: the container name \"/\(name)\" is already in use by container \"\(holder.shortForm)\""
        case .portShared(let service, let port, let containers):
            "service '\(service)' publishes port \(port), which its \(containers) containers cannot share"
        case .nameShared(let service, let name, let containers):
            "service '\(service)' has the container name '\(name)', which its \(containers) containers cannot share"
        case .buildCycle(let services):
            "images are built from each other in a circle: \(services.map(\.rawValue).joined(separator: " → "))"
        case .several(let errors): errors.map(\.description).joined(separator: "; ")
        case .dependencyCycle(let services):
            "services depend on each other in a circle: \(services.map(\.rawValue).joined(separator: " → "))"
        }
    }
    /// What two services share by an attribute, in docker compose's words.
    private static func shared(by attribute: String) -> String {
        switch attribute {
        case "network_mode": "network namespace"
        case "volumes_from": "volume"
        default: "\(attribute.uppercased()) namespace"
        }
    }
}
