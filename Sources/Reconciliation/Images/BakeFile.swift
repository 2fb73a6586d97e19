package import ComposeModel
import EngineAPI
import JSONText
import OrderedCollections

/// What `docker buildx bake` is given to build the images of a project, in the form of docker compose's `build --print`:
/// pure.
///
/// - Source: docker compose 2.40.3's `build_bake.go`.
package struct BakeFile: Sendable {
    private let project: Project
    private let overrides: BuildOverrides
    private let targets: [ServiceName: String]
    /// Whether images that have names of their own are sent to their registries.
    package var pushes = false
    /// Whether Dockerfiles are checked, and nothing is built.
    package var checks = false

    /// Creates the file for all services of a project that have a `build` section.
    package init(_ project: Project, overrides: BuildOverrides) {
        self.project = project
        self.overrides = overrides
        var targets: [ServiceName: String] = [:]
        var taken: Set<String> = []
        for service in project.services.keys {
            var target = service.rawValue.replacing(".", with: "_")
            while !taken.insert(target).inserted { target += "_" }
            targets[service] = target
        }
        self.targets = targets
    }

    /// The JSON text, indented by two, with a line break at its end.
    ///
    /// - Parameter services: those whose images are built when no target is named.
    package func text(building services: [ServiceName]) -> String {
        let built = project.services.values.compactMap { service -> (key: String, value: Value)? in
            guard let build = service.build else { return nil }
            return (name(of: service.name), .record(target(build, of: service)))
        }
        let file = Value.record([
            ("group", .record([("default", .record([("targets", .list(services.map { name(of: $0) }))]))])),
            ("target", .sorted(built)),
        ])
        return file.text(indent: "") + "\n"
    }

    private func name(of service: ServiceName) -> String { targets[service] ?? service.rawValue }

    private func target(_ build: BuildDefinition, of service: Service) -> [(key: String, value: Value)] {
        let own = [service.platform ?? project.defaultPlatform].compactMap(\.self)
        let platforms = build.platforms.isEmpty ? own : build.platforms
        var fields: [(key: String, value: Value)] = []
        func add(_ key: String, _ value: Value) {
            if !value.isEmpty { fields.append((key, value)) }
        }
        add("context", .text(build.context))
        add("contexts", .sorted(contexts(of: build)))
        add("dockerfile", .text(Self.dockerfile(of: build)))
        add("dockerfile-inline", .text(Self.escaped(build.dockerfileInline ?? "")))
        add("args", .sorted(arguments(of: build)))
        add("labels", .sorted(labels(build, of: service)))
        add("tags", .list(build.tags + [service.image]))
        add("cache-from", .list(build.cacheFrom))
        add("cache-to", .list(build.cacheTo))
        add("target", .text(build.target ?? ""))
        add("secret", .list(secrets(of: build)))
        add("ssh", .list(agents(of: build)))
        add("platforms", .list(platforms))
        add("pull", .truth(build.pull || overrides.pullsBaseImages))
        add("no-cache", .truth(build.noCache || overrides.withoutCache))
        add("network", .text(build.network ?? ""))
        add("no-cache-filter", .list(build.noCacheFilter))
        add("shm-size", .text(build.sharedMemorySize.map { String($0.bytes) } ?? ""))
        add("ulimits", .list(build.ulimits.map { Self.limit($0, $1) }))
        add("call", .text(checks ? "lint" : ""))
        add("entitlements", .list(build.entitlements + (build.privileged ? ["security.insecure"] : [])))
        add("extra-hosts", .sorted(build.extraHosts.map { ($0, .text($1.joined(separator: ","))) }))
        add("output", .list(outputs(of: service, platforms)))
        add("attest", .list(attestations(of: build)))
        return fields
    }

    private func contexts(of build: BuildDefinition) -> [(key: String, value: Value)] {
        build.additionalContexts.map { key, place in
            guard case .service(let service) = ContextPlace(place) else { return (key, .text(place)) }
            return (key, .text("target:" + name(of: service)))
        }
    }

    private func arguments(of build: BuildDefinition) -> [(key: String, value: Value)] {
        var arguments: [String: String] = [:]
        for (name, value) in build.arguments {
            if let value = value ?? project.environment[name] { arguments[name] = value }
        }
        return arguments.merging(overrides.arguments) { $1 }.map { ($0, .text(Self.escaped($1))) }
    }

    private func labels(_ build: BuildDefinition, of service: Service) -> [(key: String, value: Value)] {
        var labels = build.labels
        labels[ComposeLabel.project] = project.name.rawValue
        labels[ComposeLabel.service] = service.name.rawValue
        labels[ComposeLabel.version] = overrides.toolVersion
        return labels.map { ($0, .text($1)) }
    }

    private func secrets(of build: BuildDefinition) -> [String] {
        build.secrets.compactMap { reference in
            let identifier = reference.target ?? reference.source.rawValue
            switch project.secrets[reference.source]?.source {
            case .file(let path): return "id=\(identifier),type=file,src=\(path)"
            case .environment(let variable): return "id=\(identifier),type=env,env=\(variable)"
            case .content, .external, .driver, nil: return nil
            }
        }
    }

    private func agents(of build: BuildDefinition) -> [String] {
        build.ssh.merging(overrides.agents, uniquingKeysWith: { $1 }).map { "\($0)=\($1)" }
    }

    private func outputs(of service: Service, _ platforms: [String]) -> [String] {
        if checks { return [] }
        let isPushed = pushes && project.namesImage(of: service)
        if platforms.count > 1 { return ["type=image,push=\(isPushed)"] }
        return [isPushed ? "type=registry" : "type=docker"]
    }

    private func attestations(of build: BuildDefinition) -> [String] {
        BuildOptions.Attestation.allCases.compactMap { kind in
            switch overrides.attestation(kind, of: build) {
            case nil, "", "false": nil
            case "true": "type=\(kind.rawValue)"
            case let value?: "type=\(kind.rawValue),\(value)"
            }
        }
    }

    private static func limit(_ name: String, _ limit: ComposeModel.Ulimit) -> String {
        limit.soft == limit.hard ? "\(name)=\(limit.soft)" : "\(name)=\(limit.soft):\(limit.hard)"
    }

    /// The Dockerfile's path; empty where it stands in the Compose file.
    private static func dockerfile(of build: BuildDefinition) -> String {
        guard build.dockerfileInline == nil else { return "" }
        guard !build.isRemote, !build.dockerfile.hasPrefix("/") else { return build.dockerfile }
        var parts: [Substring] = []
        for part in "\(build.context)/\(build.dockerfile)".split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// A text that bake takes for itself.
    private static func escaped(_ text: String) -> String { text.replacing("${", with: "$${") }
}

extension BakeFile {
    private enum Value {
        case text(String)
        case truth(Bool)
        case list([String])
        case record([(key: String, value: Value)])

        static func sorted(_ entries: [(key: String, value: Value)]) -> Value {
            .record(entries.sorted { $0.key < $1.key })
        }

        /// Whether Go leaves it out.
        var isEmpty: Bool {
            switch self {
            case .text(let text): text.isEmpty
            case .truth(let truth): !truth
            case .list(let texts): texts.isEmpty
            case .record(let entries): entries.isEmpty
            }
        }

        func text(indent: String) -> String {
            switch self {
            case .text(let text): JSONString.quoted(text)
            case .truth(let truth): String(truth)
            case .list(let texts): Self.lines("[", texts.map { JSONString.quoted($0) }, "]", indent)
            case .record(let entries):
                Self.lines(
                    "{",
                    entries.map { "\(JSONString.quoted($0.key)): \($0.value.text(indent: indent + "  "))" },
                    "}",
                    indent
                )
            }
        }

        private static func lines(_ open: String, _ lines: [String], _ close: String, _ indent: String) -> String {
            guard !lines.isEmpty else { return open + close }
            return open + "\n" + lines.map { indent + "  " + $0 }.joined(separator: ",\n") + "\n" + indent + close
        }
    }
}
