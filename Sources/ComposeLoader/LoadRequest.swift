/// What a user asked to load.
public struct LoadRequest: Sendable, Hashable {
    /// The directory the command runs in, absolute; relative paths of the request are taken from here.
    public var workingDirectory: String
    /// The process's environment.
    public var environment: [String: String]
    /// The Compose files of `-f`, in order; `-` is standard input. Empty: `COMPOSE_FILE`, else the search upward.
    public var files: [String]
    /// The directory of `--project-directory`.
    public var projectDirectory: String?
    /// The name of `-p`.
    public var projectName: String?
    /// The profiles of `--profile`; `*` is all. Empty: `COMPOSE_PROFILES`.
    public var profiles: [String]
    /// Services that the user named: the profiles they are in count as active. They are not what is loaded alone; for that
    /// see `LoadedProject.selecting(_:)`.
    public var services: [String]
    /// The services that something is to be done with: only their env files and label files are read, and only among them
    /// a container name may not occur twice.
    ///
    /// - Default: all, as for `config`.
    public var neededServices: NeededServices
    /// The files of `--env-file`, in order. Empty: `COMPOSE_ENV_FILES`, else those of the environment, else `.env`.
    public var environmentFiles: [String]
    /// The environment of `-E`, such as `prod` or `production`, whose files are laid over the base file, and whose env files
    /// are read; it goes before `COMPOSE_FILE`, and not together with ``files``. `nil`: that of `ENGARDE_ENVIRONMENT`, else of
    /// `.engarde.yaml`, else none; these two count only where neither ``files`` nor `COMPOSE_FILE` say what is loaded.
    public var environmentName: String?
    /// The text on standard input, for the file `-`.
    public var standardInput: [UInt8]
    /// Whether variables are replaced.
    ///
    /// - Default: `true`.
    public var interpolates: Bool
    /// Whether networks, volumes, configs, secrets and models that no enabled service uses stay in the project.
    ///
    /// - Default: `false`, as docker compose leaves them out.
    public var keepsUnusedResources: Bool
    /// Whether the `env_file`s of services are read into their `environment`.
    ///
    /// - Default: `true`.
    public var mergesServiceEnvironmentFiles: Bool

    /// Whether relative paths become absolute. What is read on the way is found all the same.
    ///
    /// - Default: `true`.
    public var resolvesPaths: Bool
    /// Whether what follows from other attributes, such as the default network and the names of resources, is written out in
    /// what is printed of the project; its model has it in any case.
    ///
    /// - Default: `true`.
    public var normalises: Bool
    /// Whether it is checked that what services refer to is there, and that their attributes go together.
    ///
    /// - Default: `true`.
    public var checksConsistency: Bool
    /// Whether messages show lines as they are written, and what variables hold, though that may be secret.
    ///
    /// - Default: `false`.
    public var disclosesValues: Bool

    /// The services that something is to be done with.
    public enum NeededServices: Sendable, Hashable {
        /// All that are enabled.
        case all
        /// Those of ``LoadRequest/services``, and, if asked for, those that they depend on; all when none is named.
        case named(withDependencies: Bool)
        /// None: it is enough to know their names, as for `ps`, `logs` and `down`.
        case none
    }

    /// Creates a request.
    public init(
        workingDirectory: String,
        environment: [String: String] = [:],
        files: [String] = [],
        projectDirectory: String? = nil,
        projectName: String? = nil,
        profiles: [String] = [],
        environmentFiles: [String] = [],
        standardInput: [UInt8] = []
    ) {
        self.workingDirectory = workingDirectory
        self.environment = environment
        self.files = files
        self.projectDirectory = projectDirectory
        self.projectName = projectName
        self.profiles = profiles
        self.environmentFiles = environmentFiles
        environmentName = nil
        services = []
        neededServices = .all
        self.standardInput = standardInput
        interpolates = true
        keepsUnusedResources = false
        mergesServiceEnvironmentFiles = true
        resolvesPaths = true
        normalises = true
        checksConsistency = true
        disclosesValues = false
    }
}
