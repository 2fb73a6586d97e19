public import OrderedCollections

/// One service of a project, fully resolved.
///
/// - Default: an attribute that is `nil` or empty was not set; the image's or the engine's own default applies.
/// - Source: Compose Specification, "Services top-level elements".
public struct Service: Sendable, Hashable {
    /// The service's key under `services:`.
    public var name: ServiceName

    // MARK: What runs

    /// The image to run; for a service with only `build`, the name that the built image gets (`<project>-<service>`).
    public var image: String
    /// How the image is built, if it is.
    public var build: BuildDefinition?
    /// The platform to run on, such as `linux/arm64`.
    public var platform: String?
    /// When the image is pulled or built; `nil` means: pulled when missing.
    public var pullPolicy: PullPolicy?
    /// The external program that provides this service instead of a container.
    public var provider: Provider?
    /// The argument vector of `command`; `nil` keeps the image's, an empty one clears it.
    public var command: [String]?
    /// The argument vector of `entrypoint`; `nil` keeps the image's, an empty one clears it.
    public var entrypoint: [String]?
    /// The working directory in the container.
    public var workingDirectory: String?
    /// The user, as `name`, `uid`, or either with `:group`.
    public var user: String?
    /// Additional groups, by name or number.
    public var groupAdd: [String]
    /// The variables of the container: `env_file`s first, overridden by `environment`; a `nil` value is left out.
    public var environment: OrderedDictionary<String, String?>
    /// The names of those of its variables that are in no file, by the service or kind of thing that provides them.
    ///
    /// - Default: empty, until what provides them was asked.
    public var providedVariables: [String: [String]]
    /// The labels of the container: `label_file`s first, overridden by `labels`.
    public var labels: OrderedDictionary<String, String>
    /// The annotations of the container.
    public var annotations: OrderedDictionary<String, String>
    /// The name of the container, if it is not `<project>-<service>-<number>`.
    public var containerName: String?
    /// The host name in the container.
    public var hostname: String?
    /// The domain name in the container.
    public var domainName: String?
    /// Whether an init process runs as PID 1; `nil` leaves it to the engine.
    public var initProcess: Bool?
    /// Whether the container gets a terminal.
    public var tty: Bool
    /// Whether the container's standard input stays open.
    public var stdinOpen: Bool
    /// Whether `up` shows this service's log; `nil` means yes.
    public var attach: Bool?
    /// The OCI runtime.
    public var runtime: String?
    /// The isolation technology.
    public var isolation: String?
    /// Whether the engine's API socket is handed to the container.
    public var useAPISocket: Bool

    // MARK: Lifecycle

    /// The services this one waits for, by name.
    public var dependsOn: OrderedDictionary<ServiceName, Dependency>
    /// The profiles that enable the service; empty means always enabled.
    public var profiles: [String]
    /// How many containers run.
    ///
    /// - Default: `scale`, else `deploy.replicas`, else 1.
    public var scale: Int
    /// What the engine does when the container ends; `nil` means: nothing.
    public var restart: RestartPolicy?
    /// The health check, if the file sets anything of it.
    public var healthcheck: Healthcheck?
    /// The signal that stops the container, such as `SIGINT`; `nil` is the image's, else `SIGTERM`.
    public var stopSignal: String?
    /// How long a container may take to stop before it is killed; `nil` is the engine's 10 seconds.
    public var stopGracePeriod: Duration?
    /// Commands that run before a container of the service starts.
    public var preStart: [LifecycleHook]
    /// Commands that run in the container after it started.
    public var postStart: [LifecycleHook]
    /// Commands that run in the container before it is stopped.
    public var preStop: [LifecycleHook]
    /// The `deploy` section.
    public var deploy: Deploy?
    /// What `watch` does on changes of the source, in order.
    public var watchRules: [WatchRule]
    /// Where the log goes.
    public var logging: Logging?

    // MARK: Network

    /// The networks the containers join, by key; empty with ``networkMode`` set.
    public var networks: OrderedDictionary<NetworkName, NetworkAttachment>
    /// The network mode that replaces networks.
    public var networkMode: NetworkMode?
    /// The published ports, in the file's order.
    public var ports: [PortMapping]
    /// Ports that are open to other services only.
    public var expose: [ExposedPorts]
    /// Links to other services.
    public var links: [ServiceLink]
    /// Links to containers outside the project, as `container` or `container:alias`.
    public var externalLinks: [String]
    /// Name servers.
    public var dns: [String]
    /// Resolver options.
    public var dnsOptions: [String]
    /// Search domains.
    public var dnsSearch: [String]
    /// Additional host names with their addresses, in the file's order.
    public var extraHosts: OrderedDictionary<String, [String]>
    /// The MAC address.
    public var macAddress: String?

    // MARK: Storage

    /// What is mounted into the container, in the file's order.
    public var mounts: [Mount]
    /// Temporary file systems.
    public var tmpfs: [TemporaryFileSystem]
    /// Containers or services whose mounts are taken over.
    public var volumesFrom: [VolumesSource]
    /// The configs the container sees.
    public var configs: [ConfigReference]
    /// The secrets the container sees.
    public var secrets: [SecretReference]
    /// Options of the storage driver.
    public var storageOptions: OrderedDictionary<String, String>
    /// Whether the root file system is read-only.
    public var readOnly: Bool

    // MARK: Rights and resources

    /// What the containers may use of the machine.
    public var resources: ResourceSettings
    /// What the containers may do, and which namespaces they share.
    public var security: SecuritySettings
    /// The AI models the service uses, by key.
    public var models: OrderedDictionary<ModelName, ModelBinding>

    /// Creates a service that has only an image.
    public init(name: ServiceName, image: String = "") {
        self.name = name
        self.image = image
        groupAdd = []
        environment = [:]
        providedVariables = [:]
        labels = [:]
        annotations = [:]
        tty = false
        stdinOpen = false
        useAPISocket = false
        dependsOn = [:]
        profiles = []
        scale = 1
        preStart = []
        postStart = []
        preStop = []
        watchRules = []
        networks = [:]
        ports = []
        expose = []
        links = []
        externalLinks = []
        dns = []
        dnsOptions = []
        dnsSearch = []
        extraHosts = [:]
        mounts = []
        tmpfs = []
        volumesFrom = []
        configs = []
        secrets = []
        storageOptions = [:]
        readOnly = false
        resources = ResourceSettings()
        security = SecuritySettings()
        models = [:]
    }
}
