/// Everything the engine knows about one image.
///
/// - Source: `GET /images/{name}/json`.
package struct ImageInspection: Hashable, Sendable, Codable {
    /// The image.
    package var id: ImageID
    /// Its names, `repository:tag`.
    @ZeroWhenAbsent package var repoTags: [String]
    /// Its names by digest, `repository@sha256:…`.
    @ZeroWhenAbsent package var repoDigests: [String]
    /// When it was built.
    @ZeroWhenAbsent package var created: EngineTimestamp
    /// The processor architecture, such as `amd64`.
    @ZeroWhenAbsent package var architecture: String
    /// The variant of the architecture, such as `v8`.
    @ZeroWhenAbsent package var variant: String
    /// The operating system, such as `linux`.
    @ZeroWhenAbsent package var os: String
    /// Its size in bytes.
    @ZeroWhenAbsent package var size: Int64
    /// What containers get from it.
    @ZeroWhenAbsent package var config: ContainerConfig
    /// What the engine itself knows of it.
    @ZeroWhenAbsent package var metadata: Metadata

    /// What an engine knows of an image that is not part of the image.
    package struct Metadata: Hashable, Sendable, Codable, ZeroValued {
        /// When it was last given a name, as by a pull or a build; "never" where the engine does not know.
        @ZeroWhenAbsent package var lastTagTime: EngineTimestamp

        /// Nothing.
        package static var zeroValue: Metadata { Metadata() }

        /// Creates metadata that says nothing.
        package init() {}

        enum CodingKeys: String, CodingKey {
            case lastTagTime = "LastTagTime"
        }
    }

    /// Creates an inspection.
    package init(id: ImageID, repoTags: [String] = [], config: ContainerConfig = ContainerConfig()) {
        self.id = id
        self.repoTags = repoTags
        self.config = config
    }

    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case repoTags = "RepoTags"
        case repoDigests = "RepoDigests"
        case created = "Created"
        case architecture = "Architecture"
        case variant = "Variant"
        case os = "Os"
        case size = "Size"
        case config = "Config"
        case metadata = "Metadata"
    }
}

/// One line of the list of images.
///
/// - Source: `GET /images/json`.
package struct ImageSummary: Hashable, Sendable, Codable {
    /// The image.
    package var id: ImageID
    /// Its names, `repository:tag`; `<none>:<none>` where it has none.
    @ZeroWhenAbsent package var repoTags: [String]
    /// Its names by digest.
    @ZeroWhenAbsent package var repoDigests: [String]
    /// When it was built, in seconds since 1970.
    @ZeroWhenAbsent package var created: Int64
    /// Its size in bytes.
    @ZeroWhenAbsent package var size: Int64
    /// Its labels.
    @ZeroWhenAbsent package var labels: [String: String]

    /// Creates a line.
    package init(id: ImageID, repoTags: [String] = []) {
        self.id = id
        self.repoTags = repoTags
    }

    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case repoTags = "RepoTags"
        case repoDigests = "RepoDigests"
        case created = "Created"
        case size = "Size"
        case labels = "Labels"
    }
}
