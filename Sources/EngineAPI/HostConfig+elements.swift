/// When the engine starts a container again by itself.
package struct RestartPolicy: Hashable, Sendable, Codable {
    /// The condition.
    package var name: Name
    /// The number of attempts of ``Name/onFailure``; 0 means without end.
    @ZeroWhenAbsent package var maximumRetryCount: Int

    /// The conditions.
    package enum Name: String, Sendable, Codable {
        /// Never.
        case no
        /// Whatever the exit code, also when the engine starts.
        case always
        /// Like ``always``, unless the container was stopped.
        case unlessStopped = "unless-stopped"
        /// When the exit code is not 0.
        case onFailure = "on-failure"

        /// Reads the word; an empty one is ``no``.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            let text = try container.decode(String.self)
            guard let name = text.isEmpty ? .no : Name(rawValue: text) else {
                throw DecodingError.dataCorruptedError(
                    in: container,
                    debugDescription: "'\(text)' is no restart policy"
                )
            }
            self = name
        }
    }

    /// Creates a policy.
    package init(_ name: Name, maximumRetryCount: Int = 0) {
        self.name = name
        self.maximumRetryCount = maximumRetryCount
    }

    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case maximumRetryCount = "MaximumRetryCount"
    }
}

/// Where a container's output goes.
package struct LogConfig: Hashable, Sendable, Codable {
    /// The driver, such as `json-file`; empty takes the engine's default.
    @ZeroWhenAbsent package var type: String
    /// The driver's options.
    @ZeroWhenAbsent package var config: [String: String]

    /// Creates a configuration.
    package init(type: String = "", config: [String: String] = [:]) {
        self.type = type
        self.config = config
    }

    enum CodingKeys: String, CodingKey {
        case type = "Type"
        case config = "Config"
    }
}

/// A limit of each process of a container.
package struct Ulimit: Hashable, Sendable, Codable {
    /// The resource, such as `nofile`.
    package var name: String
    /// The limit that a process may raise up to ``hard``.
    @ZeroWhenAbsent package var soft: Int64
    /// The limit that only root may raise.
    @ZeroWhenAbsent package var hard: Int64

    /// Creates a limit.
    package init(name: String, soft: Int64, hard: Int64) {
        self.name = name
        self.soft = soft
        self.hard = hard
    }

    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case soft = "Soft"
        case hard = "Hard"
    }
}

/// A device of the host inside a container.
package struct DeviceMapping: Hashable, Sendable, Codable {
    /// The path on the host.
    package var pathOnHost: String
    /// The path in the container.
    package var pathInContainer: String
    /// Some of `r`, `w` and `m` (make nodes).
    package var cgroupPermissions: String

    /// Creates a mapping, by default to the same path with all permissions.
    package init(pathOnHost: String, pathInContainer: String? = nil, cgroupPermissions: String = "rwm") {
        self.pathOnHost = pathOnHost
        self.pathInContainer = pathInContainer ?? pathOnHost
        self.cgroupPermissions = cgroupPermissions
    }

    enum CodingKeys: String, CodingKey {
        case pathOnHost = "PathOnHost"
        case pathInContainer = "PathInContainer"
        case cgroupPermissions = "CgroupPermissions"
    }
}

/// A request to a device driver, such as for GPUs.
package struct DeviceRequest: Hashable, Sendable, Codable {
    /// The driver; empty lets the engine choose.
    @ZeroWhenAbsent package var driver: String
    /// The number of devices; -1 is all.
    @ZeroWhenAbsent package var count: Int
    /// The devices, instead of a number.
    @ZeroWhenAbsent package var deviceIDs: [String]
    /// Alternatives of sets of capabilities, such as `[["gpu"]]`.
    @ZeroWhenAbsent package var capabilities: [[String]]
    /// The driver's options.
    @ZeroWhenAbsent package var options: [String: String]

    /// Creates a request.
    package init(
        driver: String = "",
        count: Int = 0,
        deviceIDs: [String] = [],
        capabilities: [[String]] = [],
        options: [String: String] = [:]
    ) {
        self.driver = driver
        self.count = count
        self.deviceIDs = deviceIDs
        self.capabilities = capabilities
        self.options = options
    }

    enum CodingKeys: String, CodingKey {
        case driver = "Driver"
        case count = "Count"
        case deviceIDs = "DeviceIDs"
        case capabilities = "Capabilities"
        case options = "Options"
    }
}

/// The weight of block I/O of one device.
package struct BlockDeviceWeight: Hashable, Sendable, Codable {
    /// The path of the device on the host.
    package var path: String
    /// 10 to 1000.
    package var weight: Int

    /// Creates a weight.
    package init(path: String, weight: Int) {
        self.path = path
        self.weight = weight
    }

    enum CodingKeys: String, CodingKey {
        case path = "Path"
        case weight = "Weight"
    }
}

/// The rate of block I/O of one device.
package struct BlockDeviceRate: Hashable, Sendable, Codable {
    /// The path of the device on the host.
    package var path: String
    /// Bytes or operations per second.
    package var rate: Int64

    /// Creates a rate.
    package init(path: String, rate: Int64) {
        self.path = path
        self.rate = rate
    }

    enum CodingKeys: String, CodingKey {
        case path = "Path"
        case rate = "Rate"
    }
}
