/// What a build is asked to do, beside its context.
///
/// - Source: the parameters of `POST /build`.
package struct BuildOptions: Hashable, Sendable {
    /// Which builder of the engine does it.
    package var builder: Builder
    /// The Dockerfile's path in the context.
    package var dockerfile: String
    /// The names of the image, `repository[:tag]`.
    package var tags: [ImageReference]
    /// The stage to build; `nil` is the last.
    package var target: String?
    /// Build arguments; `nil` takes the default of the Dockerfile.
    package var buildArgs: [String: String?]
    /// Labels of the image.
    package var labels: [String: String]
    /// Lines of `/etc/hosts` during the build, as `name:address`.
    package var extraHosts: [String]
    /// Images whose layers may be used again.
    package var cacheFrom: [ImageReference]
    /// Whether to build every step again.
    package var noCache: Bool
    /// Whether to look for newer base images in the registry.
    package var pull: Bool
    /// The network of `RUN` steps: `default`, `host` or `none`; `nil` leaves that to the engine.
    package var networkMode: String?
    /// The size of `/dev/shm` in `RUN` steps in bytes; `nil` leaves that to the engine.
    package var shmSize: Int64?
    /// The platform to build for, such as `linux/arm64`; `nil` is the engine's own.
    package var platform: String?
    /// Where the context is: ``sessionContext``, or a URL; `nil` is an archive that follows.
    package var remote: String?
    /// The session in which the engine may ask for files, secrets and credentials.
    package var session: String?

    /// The context that the engine asks the session for.
    package static let sessionContext = "client-session"

    /// The builders of an engine.
    package enum Builder: Hashable, Sendable {
        /// BuildKit inside the engine.
        case buildKit
        /// The builder before BuildKit; Podman has only this.
        case classic
    }

    /// Creates options; what is not given is left to the engine.
    package init(builder: Builder = .buildKit, dockerfile: String = "Dockerfile", tags: [ImageReference] = []) {
        self.builder = builder
        self.dockerfile = dockerfile
        self.tags = tags
        target = nil
        buildArgs = [:]
        labels = [:]
        extraHosts = []
        cacheFrom = []
        noCache = false
        pull = false
        networkMode = nil
        shmSize = nil
        platform = nil
        remote = nil
        session = nil
    }
}
