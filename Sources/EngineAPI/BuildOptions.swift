/// What a build is asked to do, beside its context.
///
/// - Source: the parameters of `POST /build`, and what only BuildKit's own interface takes; see ``needsControl``.
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
    /// The platform to build for, such as `linux/arm64`; `nil` is the engine's own, or several are.
    package var platform: String?
    /// The platforms to build for where those are several; empty where one is enough.
    package var platforms: [String]
    /// The stages of which nothing is taken from the cache; ``noCache`` is all of them.
    package var uncachedStages: [String]
    /// What steps may do beyond what all may, such as `security.insecure`.
    package var entitlements: [String]
    /// What is said of the image beside it, with its parameters, such as `mode=max`, or nothing.
    package var attestations: [Attestation: String]
    /// Further places, of any type, whose layers may be used again.
    package var cacheImports: [BuildCache]
    /// Where layers are sent to be used again, beside the image itself.
    package var cacheExports: [BuildCache]
    /// The limits of processes in `RUN` steps, as `name=soft:hard`.
    package var ulimits: [String]
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

    /// What may be said of an image beside it.
    package enum Attestation: String, CaseIterable, Hashable, Sendable {
        /// How it was built.
        case provenance
        /// What is in it.
        case sbom
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
        platforms = []
        uncachedStages = []
        entitlements = []
        attestations = [:]
        cacheImports = []
        cacheExports = []
        ulimits = []
        remote = nil
        session = nil
    }
}

extension BuildOptions {
    /// What is granted with ``networkMode`` `host`, too.
    package static let hostNetwork = "network.host"

    /// What lets steps run without the engine's confinement.
    package static let insecureSteps = "security.insecure"

    /// The build argument by which an image is given the cache of its own layers.
    package static let inlineCacheArgument = "BUILDKIT_INLINE_CACHE"

    /// Whether something is asked for that `POST /build` has no place for, so that BuildKit has to be asked by its own
    /// interface.
    package var needsControl: Bool {
        guard builder == .buildKit else { return false }
        let isGranted = entitlements.allSatisfy { $0 == Self.hostNetwork && networkMode == "host" }
        return !isGranted || !uncachedStages.isEmpty || !cacheImports.isEmpty || !ulimits.isEmpty || needsImageLists
    }

    /// Whether what comes of the build is more than one image, which only an engine that keeps its images in containerd
    /// takes.
    package var needsImageLists: Bool {
        builder == .buildKit && (platforms.count > 1 || !attestations.isEmpty || !cacheExports.isEmpty)
    }
}
