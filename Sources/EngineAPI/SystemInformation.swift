/// What the engine says about itself and its host, as far as it is used here.
///
/// - Source: `GET /info`.
package struct SystemInformation: Hashable, Sendable, Codable {
    /// The engine.
    @ZeroWhenAbsent package var id: String
    /// The host's name.
    @ZeroWhenAbsent package var name: String
    /// The engine's version.
    @ZeroWhenAbsent package var serverVersion: String
    /// The host's operating system, for people.
    @ZeroWhenAbsent package var operatingSystem: String
    /// `linux` or `windows`.
    @ZeroWhenAbsent package var osType: String
    /// The processor architecture, such as `x86_64`.
    @ZeroWhenAbsent package var architecture: String
    /// The number of processors.
    @ZeroWhenAbsent package var processorCount: Int
    /// The host's memory in bytes.
    @ZeroWhenAbsent package var memoryTotal: Int64
    /// The storage driver.
    @ZeroWhenAbsent package var driver: String
    /// What the storage driver says of itself: pairs of a name and a value.
    @ZeroWhenAbsent package var driverStatus: [[String]]
    /// The default log driver.
    @ZeroWhenAbsent package var loggingDriver: String
    /// `cgroupfs`, `systemd` or `none`.
    @ZeroWhenAbsent package var cgroupDriver: String
    /// `1` or `2`.
    @ZeroWhenAbsent package var cgroupVersion: String
    /// The default OCI runtime.
    @ZeroWhenAbsent package var defaultRuntime: String
    /// The path of the init program; empty where there is none.
    @ZeroWhenAbsent package var initBinary: String
    /// Security features, such as `name=rootless`.
    @ZeroWhenAbsent package var securityOptions: [String]
    /// Where the engine keeps its files.
    @ZeroWhenAbsent package var rootDirectory: String
    /// What the engine warns of, in its own words.
    @ZeroWhenAbsent package var warnings: [String]

    /// Creates information that says nothing.
    package init() {}

    /// Whether the engine runs without root's privileges.
    package var isRootless: Bool { securityOptions.contains { $0.hasPrefix("name=rootless") } }

    /// Whether images are kept in containerd, with lists of them for several platforms, and not by a storage driver of the
    /// engine's own.
    package var keepsImagesInContainerd: Bool {
        driverStatus.contains(["driver-type", "io.containerd.snapshotter.v1"])
    }

    enum CodingKeys: String, CodingKey {
        case id = "ID"
        case name = "Name"
        case serverVersion = "ServerVersion"
        case operatingSystem = "OperatingSystem"
        case osType = "OSType"
        case architecture = "Architecture"
        case processorCount = "NCPU"
        case memoryTotal = "MemTotal"
        case driver = "Driver"
        case driverStatus = "DriverStatus"
        case loggingDriver = "LoggingDriver"
        case cgroupDriver = "CgroupDriver"
        case cgroupVersion = "CgroupVersion"
        case defaultRuntime = "DefaultRuntime"
        case initBinary = "InitBinary"
        case securityOptions = "SecurityOptions"
        case rootDirectory = "DockerRootDir"
        case warnings = "Warnings"
    }
}
