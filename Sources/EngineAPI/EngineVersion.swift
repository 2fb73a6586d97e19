/// Which engine answers, and which versions of the API it speaks.
///
/// - Source: `GET /version`.
package struct EngineVersion: Hashable, Sendable, Codable {
    /// The engine's version, such as `20.10.24`.
    package var version: String
    /// The newest API version it speaks.
    package var apiVersion: APIVersion
    /// The oldest API version it speaks; `nil` where it does not say.
    package var minimumAPIVersion: APIVersion?
    /// The operating system.
    @ZeroWhenAbsent package var os: String
    /// The processor architecture.
    @ZeroWhenAbsent package var architecture: String
    /// The kernel's version.
    @ZeroWhenAbsent package var kernelVersion: String
    /// Its parts, such as `Engine` and `containerd`, or `Podman Engine`.
    @ZeroWhenAbsent package var components: [Component]

    /// Creates a version.
    package init(version: String, apiVersion: APIVersion, minimumAPIVersion: APIVersion? = nil) {
        self.version = version
        self.apiVersion = apiVersion
        self.minimumAPIVersion = minimumAPIVersion
    }

    /// Whether this is Podman behind the Docker API.
    package var isPodman: Bool { components.contains { $0.name == "Podman Engine" } }

    enum CodingKeys: String, CodingKey {
        case version = "Version"
        case apiVersion = "ApiVersion"
        case minimumAPIVersion = "MinAPIVersion"
        case os = "Os"
        case architecture = "Arch"
        case kernelVersion = "KernelVersion"
        case components = "Components"
    }

    /// One part of the engine.
    package struct Component: Hashable, Sendable, Codable {
        /// Its name.
        @ZeroWhenAbsent package var name: String
        /// Its version.
        @ZeroWhenAbsent package var version: String

        /// Creates a component.
        package init(name: String, version: String) {
            self.name = name
            self.version = version
        }

        enum CodingKeys: String, CodingKey {
            case name = "Name"
            case version = "Version"
        }
    }
}
