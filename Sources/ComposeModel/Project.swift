public import OrderedCollections

/// A Compose project, fully resolved: interpolated, merged, defaulted, with absolute paths and only the services that the
/// active profiles enable.
///
/// - Source: Compose Specification, "The Compose application model".
public struct Project: Sendable, Hashable {
    /// The project's name, already normalised.
    public var name: ProjectName
    /// What stands between the parts of container names.
    ///
    /// - Default: `-`.
    public internal(set) var nameSeparator = "-"
    /// The absolute directory that relative paths were resolved against.
    public var workingDirectory: String
    /// The absolute paths of the Compose files, in the order in which they were merged; `-` is standard input.
    public var composeFiles: [String]
    /// The absolute paths of the env files that the user asked for with `--env-file`, in order; empty for the implicit `.env`.
    public var environmentFiles: [String]
    /// The variables that interpolation saw: the process's, then those of the env files.
    public var environment: [String: String]
    /// The profiles that were active.
    public var profiles: [String]
    /// The enabled services, sorted by name.
    public var services: OrderedDictionary<ServiceName, Service>
    /// The services that no active profile enables, sorted by name.
    public var disabledServices: OrderedDictionary<ServiceName, Service>
    /// The networks by key, sorted.
    public var networks: OrderedDictionary<NetworkName, Network>
    /// The volumes by key, sorted.
    public var volumes: OrderedDictionary<VolumeName, Volume>
    /// The configs by key, sorted.
    public var configs: OrderedDictionary<ConfigName, Config>
    /// The secrets by key, sorted.
    public var secrets: OrderedDictionary<SecretName, Secret>
    /// The models by key, sorted.
    public var models: OrderedDictionary<ModelName, Model>

    /// docker's configuration with the credentials for registries, which services with `use_api_socket` are given; it is
    /// nowhere shown.
    ///
    /// - Default: one without credentials.
    public var registryConfiguration = Confidential(#"{"auths":{}}"#)

    /// Creates a project without services or resources.
    public init(name: ProjectName, workingDirectory: String, composeFiles: [String] = []) {
        self.name = name
        self.workingDirectory = workingDirectory
        self.composeFiles = composeFiles
        environmentFiles = []
        environment = [:]
        profiles = []
        services = [:]
        disabledServices = [:]
        networks = [:]
        volumes = [:]
        configs = [:]
        secrets = [:]
        models = [:]
    }
}
