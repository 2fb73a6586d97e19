/// The portable part of a container's definition, which an image can give defaults for.
///
/// - Source: `ContainerConfig` of the Engine API.
package struct ContainerConfig: Hashable, Sendable, Codable, ZeroValued {
    /// The host name inside the container; the engine's default is the short identifier.
    @ZeroWhenAbsent package var hostname: String
    /// The domain name inside the container.
    @ZeroWhenAbsent package var domainname: String
    /// `user[:group]`, by name or number; empty takes the image's.
    @ZeroWhenAbsent package var user: String
    /// Whether to attach to standard input at the start.
    @ZeroWhenAbsent package var attachStdin: Bool
    /// Whether to attach to standard output at the start.
    @ZeroWhenAbsent package var attachStdout: Bool
    /// Whether to attach to standard error at the start.
    @ZeroWhenAbsent package var attachStderr: Bool
    /// The ports that the container listens on, published or not.
    @ZeroWhenAbsent package var exposedPorts: KeySet<ContainerPort>
    /// Whether the main process has a terminal; its output is then one stream without frames.
    @ZeroWhenAbsent package var tty: Bool
    /// Whether standard input stays open without a client.
    @ZeroWhenAbsent package var openStdin: Bool
    /// Whether standard input closes when the first client leaves.
    @ZeroWhenAbsent package var stdinOnce: Bool
    /// `NAME=value`; `NAME` alone removes the image's variable.
    @ZeroWhenAbsent package var env: [String]
    /// The arguments, or the command where there is no entrypoint; `nil` takes the image's.
    package var cmd: [String]?
    /// The health check; `nil` takes the image's.
    package var healthcheck: Healthcheck?
    /// The image, as written by whoever created the container.
    @ZeroWhenAbsent package var image: String
    /// Paths that get an anonymous volume each.
    @ZeroWhenAbsent package var volumes: KeySet<String>
    /// The working directory; empty takes the image's.
    @ZeroWhenAbsent package var workingDir: String
    /// The entrypoint; `nil` takes the image's, an empty array or `[""]` removes it.
    package var entrypoint: [String]?
    /// Whether networking is off.
    @ZeroWhenAbsent package var networkDisabled: Bool
    /// The MAC address; belongs to the endpoint since API 1.44.
    @ZeroWhenAbsent package var macAddress: String
    /// Labels.
    @ZeroWhenAbsent package var labels: [String: String]
    /// The signal that asks the container to stop, such as `SIGTERM`; empty takes the image's.
    @ZeroWhenAbsent package var stopSignal: String
    /// Seconds between the stop signal and `SIGKILL`; the engine's default is 10.
    package var stopTimeout: Int?
    /// The shell of `CMD-SHELL` health checks; `nil` takes the image's.
    package var shell: [String]?

    /// Creates a configuration that takes everything from the image.
    package init() {}

    /// The configuration that takes everything from the image.
    package static var zeroValue: ContainerConfig { ContainerConfig() }

    enum CodingKeys: String, CodingKey {
        case hostname = "Hostname"
        case domainname = "Domainname"
        case user = "User"
        case attachStdin = "AttachStdin"
        case attachStdout = "AttachStdout"
        case attachStderr = "AttachStderr"
        case exposedPorts = "ExposedPorts"
        case tty = "Tty"
        case openStdin = "OpenStdin"
        case stdinOnce = "StdinOnce"
        case env = "Env"
        case cmd = "Cmd"
        case healthcheck = "Healthcheck"
        case image = "Image"
        case volumes = "Volumes"
        case workingDir = "WorkingDir"
        case entrypoint = "Entrypoint"
        case networkDisabled = "NetworkDisabled"
        case macAddress = "MacAddress"
        case labels = "Labels"
        case stopSignal = "StopSignal"
        case stopTimeout = "StopTimeout"
        case shell = "Shell"
    }
}
