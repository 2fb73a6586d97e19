/// Everything the engine knows about one volume.
///
/// - Source: `GET /volumes/{name}`.
package struct VolumeInspection: Hashable, Sendable, Codable {
    /// Its name.
    package var name: VolumeName
    /// Its driver.
    @ZeroWhenAbsent package var driver: String
    /// Its directory on the engine's host.
    @ZeroWhenAbsent package var mountpoint: String
    /// When it was created; Docker Desktop and plugins may leave it out.
    @ZeroWhenAbsent package var createdAt: EngineTimestamp
    /// Its labels.
    @ZeroWhenAbsent package var labels: [String: String]
    /// `local` or `global`.
    @ZeroWhenAbsent package var scope: String
    /// The driver's options.
    @ZeroWhenAbsent package var options: [String: String]

    /// Creates an inspection.
    package init(
        name: VolumeName,
        driver: String = "local",
        labels: [String: String] = [:],
        options: [String: String] = [:]
    ) {
        self.name = name
        self.driver = driver
        self.labels = labels
        self.options = options
    }

    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case driver = "Driver"
        case mountpoint = "Mountpoint"
        case createdAt = "CreatedAt"
        case labels = "Labels"
        case scope = "Scope"
        case options = "Options"
    }
}

/// Everything the engine needs to create a volume.
///
/// - Source: `POST /volumes/create`, which answers with the existing volume where there is one of the name.
package struct VolumeCreateRequest: Hashable, Sendable, Codable {
    /// The name; empty lets the engine choose one.
    @ZeroWhenAbsent package var name: VolumeName
    /// The driver; the engine's default is `local`.
    @ZeroWhenAbsent package var driver: String
    /// The driver's options.
    @ZeroWhenAbsent package var driverOpts: [String: String]
    /// Labels.
    @ZeroWhenAbsent package var labels: [String: String]

    /// Creates a request.
    package init(
        name: VolumeName,
        driver: String = "",
        driverOpts: [String: String] = [:],
        labels: [String: String] = [:]
    ) {
        self.name = name
        self.driver = driver
        self.driverOpts = driverOpts
        self.labels = labels
    }

    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case driver = "Driver"
        case driverOpts = "DriverOpts"
        case labels = "Labels"
    }
}

/// The list of volumes.
///
/// - Source: `GET /volumes`.
package struct VolumeListResponse: Hashable, Sendable, Codable {
    /// The volumes.
    @ZeroWhenAbsent package var volumes: [VolumeInspection]
    /// What the engine could not list, in its own words.
    @ZeroWhenAbsent package var warnings: [String]

    /// Creates a list.
    package init(volumes: [VolumeInspection] = []) { self.volumes = volumes }

    enum CodingKeys: String, CodingKey {
        case volumes = "Volumes"
        case warnings = "Warnings"
    }
}
