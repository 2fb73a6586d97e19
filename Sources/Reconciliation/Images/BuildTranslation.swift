import ComposeModel
import EngineAPI
import OrderedCollections

/// From a service's `build` section to all that a build step needs.
struct BuildTranslation {
    let project: Project
    let overrides: BuildOverrides
    /// What the engine can do that builds.
    var engine = EngineCapabilities.everything

    /// Translates the section of a service that has one.
    ///
    /// - Parameter basesArePulled: whether everything that it is built from was pulled before.
    /// - Throws: ``ReconciliationError`` with all that the engine cannot do, or that is not supported yet.
    func operation(
        _ definition: BuildDefinition,
        of service: Service,
        basesArePulled: Bool
    ) throws(ReconciliationError) -> Operation.BuildImage {
        let service = try withPlatform(service)
        if let reason = reasonForTheClassicBuilder(definition),
            let error = ReconciliationError.all(of: whatTheClassicBuilderLacks(service, reason))
        {
            throw error
        }
        let missing = MissingFeatures(
            ofBuildOf: service,
            with: service.build.map { attestations(of: $0) } ?? [:],
            on: engine
        )
        if let error = ReconciliationError.all(of: missing.refusals) { throw error }
        if let error = ReconciliationError.all(of: AttributeTable.refusalsOfBuild(of: service, in: project)) {
            throw error
        }
        let request = request(service.build ?? definition, of: service, basesArePulled: basesArePulled)
        if let error = ReconciliationError.all(of: whatNeedsImageLists(request, of: service)) { throw error }
        var build = Operation.BuildImage(
            service: service.name,
            image: service.image,
            context: definition.context,
            dockerfile: definition.dockerfileInline.map { .inline($0) } ?? .file(definition.dockerfile),
            request: request
        )
        build.secrets = try secrets(definition, of: service)
        build.agents = try agents(definition, of: service)
        build.contexts = contexts(definition)
        return build
    }

    /// The service with the platform that the environment names, and of several platforms none where one is enough.
    private func withPlatform(_ service: Service) throws(ReconciliationError) -> Service {
        var service = service
        let platforms = service.build?.platforms ?? []
        if service.platform == nil, let platform = project.defaultPlatform {
            guard platforms.isEmpty || platforms.contains(platform) else {
                throw .buildRefused(service: service.name, attribute: "platforms", .platformNotNamed(platform))
            }
            service.platform = platform
        }
        if overrides.areForThisEngine, platforms.count > 1 { service.build?.platforms = [] }
        return service
    }

    /// Why the builder before BuildKit builds, as a refusal of what it lacks; `nil` where BuildKit does.
    private func reasonForTheClassicBuilder(_ definition: BuildDefinition) -> ((String) -> BuildRefusal)? {
        if project.wantsClassicBuilder { return { .classicBuilder(lacking: $0) } }
        let directory = RemoteContext(definition.context)?.directory
        guard directory != nil, !engine.has(.repositoryDirectories) else { return nil }
        return { .repositoryDirectory(lacking: $0) }
    }

    /// - Source: docker compose's `build_classic.go`.
    private func whatTheClassicBuilderLacks(
        _ service: Service,
        _ refusal: (String) -> BuildRefusal
    ) -> [ReconciliationError] {
        guard let build = service.build else { return [] }
        var features: [(attribute: String, isUsed: Bool, name: String)] = [
            ("platforms", build.platforms.count > 1, "multi-arch build"),
            ("privileged", build.privileged, "privileged mode"),
            ("additional_contexts", !build.additionalContexts.isEmpty, "additional contexts"),
            ("ssh", !build.ssh.isEmpty || !overrides.agents.isEmpty, "SSH keys"),
            ("secrets", !build.secrets.isEmpty, "secrets"),
            ("no_cache_filter", !build.noCacheFilter.isEmpty, "single stages without cache"),
            ("entitlements", build.needsEntitlements, "entitlements"),
            ("ulimits", !build.ulimits.isEmpty, "ulimits"),
            ("cache_to", build.cacheTo.contains { BuildCache(entry: $0).type != "inline" }, "caches elsewhere"),
        ]
        for kind in attestations(of: build).keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            features.append((kind.rawValue, true, "attestations"))
        }
        return features.filter(\.isUsed).map { feature in
            .buildRefused(service: service.name, attribute: feature.attribute, refusal(feature.name))
        }
    }

    /// The further contexts; those in other places are refused.
    private func contexts(_ definition: BuildDefinition) -> [BuildContext] {
        definition.additionalContexts.compactMap { name, value -> BuildContext? in
            switch ContextPlace(value) {
            case .service(let service):
                // Loading refuses a service that is not there.
                let found = project.definition(of: service)
                return found.map { BuildContext(name: name, source: .image($0.image)) }
            case .image(let image): return BuildContext(name: name, source: .image(image))
            case .other(let directory): return BuildContext(name: name, source: .directory(directory))
            }
        }
    }

    private func secrets(
        _ definition: BuildDefinition,
        of service: Service
    ) throws(ReconciliationError) -> [BuildSecret] {
        var secrets: [BuildSecret] = []
        for reference in definition.secrets {
            let source: BuildSecret.Source
            switch project.secrets[reference.source]?.source {
            case .file(let path): source = .file(path)
            case .environment(let variable):
                guard let value = project.environment[variable] else {
                    throw .buildSecretUnset(service: service.name, key: reference.source.rawValue, variable: variable)
                }
                source = .text(Confidential(value))
            // The others are refused.
            case .content, .external, .driver, nil: continue
            }
            secrets.append(
                BuildSecret(
                    key: reference.source,
                    identifier: reference.target ?? reference.source.rawValue,
                    source: source
                )
            )
        }
        return secrets
    }

    /// The agents of the section, and those that this run adds or changes.
    private func agents(
        _ definition: BuildDefinition,
        of service: Service
    ) throws(ReconciliationError) -> [BuildAgent] {
        var agents: [BuildAgent] = []
        for (identifier, path) in definition.ssh.merging(overrides.agents, uniquingKeysWith: { $1 }) {
            guard path.isEmpty else {
                agents.append(BuildAgent(identifier: identifier, path: path))
                continue
            }
            guard let socket = project.environment["SSH_AUTH_SOCK"], !socket.isEmpty else {
                throw .noAgent(service: service.name, isOfService: overrides.agents[identifier] == nil)
            }
            agents.append(BuildAgent(identifier: identifier, path: socket))
        }
        return agents
    }

    private func request(_ definition: BuildDefinition, of service: Service, basesArePulled: Bool) -> BuildOptions {
        var request = BuildOptions(tags: ([service.image] + definition.tags).map { ImageReference($0) })
        request.target = definition.target
        for (name, value) in definition.arguments {
            if let value = value ?? project.environment[name] { request.buildArgs[name] = value }
        }
        request.buildArgs.merge(overrides.arguments.mapValues { $0 }) { $1 }
        request.labels = Dictionary(uniqueKeysWithValues: definition.labels.map { ($0, $1) })
        request.labels[ComposeLabel.project] = project.name.rawValue
        request.labels[ComposeLabel.service] = service.name.rawValue
        request.labels[ComposeLabel.version] = overrides.toolVersion
        request.extraHosts = definition.extraHosts.flatMap { name, addresses in addresses.map { "\(name):\($0)" } }
        request.noCache = definition.noCache || overrides.withoutCache
        request.pull = !basesArePulled && (definition.pull || overrides.pullsBaseImages)
        request.networkMode = definition.network
        request.shmSize = definition.sharedMemorySize?.bytes
        request.platform = service.buildPlatform
        addControl(of: definition, to: &request)
        if reasonForTheClassicBuilder(definition) != nil { request.builder = .classic }
        if let remote = RemoteContext(definition.context) {
            request.remote = remote.url
            request.dockerfile = definition.dockerfile
        }
        return request
    }
}

extension BuildDefinition {
    /// Whether rights are asked for that the network of the build does not bring with it.
    var needsEntitlements: Bool { entitlements.contains { $0 != BuildOptions.hostNetwork || network != "host" } }
}

extension Service {
    /// The platform that its image is built for; `nil` is the engine's own.
    var buildPlatform: String? {
        if let platform { return platform }
        guard let platforms = build?.platforms, platforms.count == 1 else { return nil }
        return platforms.first
    }
}

extension Project {
    /// The platform of images whose services name none, by `DOCKER_DEFAULT_PLATFORM`; `nil` is the engine's own.
    var defaultPlatform: String? {
        guard let platform = environment["DOCKER_DEFAULT_PLATFORM"], !platform.isEmpty else { return nil }
        return platform
    }

    /// Whether `DOCKER_BUILDKIT` asks for the builder before BuildKit.
    var wantsClassicBuilder: Bool { ["0", "false"].contains(environment["DOCKER_BUILDKIT"] ?? "") }
}
