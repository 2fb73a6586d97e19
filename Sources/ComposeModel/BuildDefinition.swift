public import OrderedCollections

/// How the image of a service is built.
///
/// - Source: Compose Build Specification.
public struct BuildDefinition: Sendable, Hashable {
    /// The absolute directory, or the URL, that is sent to the builder.
    public var context: String
    /// The Dockerfile's path, relative to the context unless absolute.
    ///
    /// - Default: `Dockerfile`.
    public var dockerfile: String
    /// The Dockerfile's text, in place of a file.
    public var dockerfileInline: String?
    /// The stage to build; `nil` is the last.
    public var target: String?
    /// Build arguments; a `nil` value is taken from nowhere and left out.
    public var arguments: OrderedDictionary<String, String?>
    /// Labels of the image.
    public var labels: OrderedDictionary<String, String>
    /// Further names of the image.
    public var tags: [String]
    /// Platforms to build for.
    public var platforms: [String]
    /// Images and other sources whose layers may be reused.
    public var cacheFrom: [String]
    /// Where the cache is exported to.
    public var cacheTo: [String]
    /// Whether nothing is reused.
    public var noCache: Bool
    /// Stages of which nothing is reused.
    public var noCacheFilter: [String]
    /// Whether base images are pulled even when they are there.
    public var pull: Bool
    /// Further named contexts; a value may be a directory, a URL, `docker-image://…` or `service:NAME`.
    public var additionalContexts: OrderedDictionary<String, String>
    /// Privileges that the build may use.
    public var entitlements: [String]
    /// Additional host names with their addresses.
    public var extraHosts: OrderedDictionary<String, [String]>
    /// The isolation technology.
    public var isolation: String?
    /// The network of `RUN` instructions.
    public var network: String?
    /// Whether the build runs privileged.
    public var privileged: Bool
    /// The secrets the build sees.
    public var secrets: [SecretReference]
    /// SSH agents and keys by ID; the value is a path, or empty for the agent's socket.
    public var ssh: OrderedDictionary<String, String>
    /// The size of `/dev/shm`.
    public var sharedMemorySize: ByteCount?
    /// Resource limits by name.
    public var ulimits: OrderedDictionary<String, Ulimit>
    /// The provenance attestation: `true`, `false`, or its parameters.
    public var provenance: String?
    /// The bill-of-materials attestation: `true`, `false`, or its parameters.
    public var sbom: String?

    /// Creates a definition.
    public init(context: String, dockerfile: String = "Dockerfile") {
        self.context = context
        self.dockerfile = dockerfile
        arguments = [:]
        labels = [:]
        tags = []
        platforms = []
        cacheFrom = []
        cacheTo = []
        noCache = false
        noCacheFilter = []
        pull = false
        additionalContexts = [:]
        entitlements = []
        extraHosts = [:]
        privileged = false
        secrets = []
        ssh = [:]
        ulimits = [:]
    }
}
