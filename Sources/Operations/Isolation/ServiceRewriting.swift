import ComposeModel
import Diagnostics
import OrderedCollections

/// Makes what services share with other stacks their own: pure.
struct ServiceRewriting: Sendable {
    private let project: Project
    private let ports: PortAllotment
    private let freed: Set<NetworkName>
    /// The names that built images get in place of those that the files fix.
    private let images: [String: String]
    /// The services whose containers the files give fixed names.
    private let containers: [String: ServiceName]
    /// What the published TCP ports of the project became.
    private let hostPorts: [UInt16: UInt16]

    /// What a service becomes.
    struct Outcome {
        /// The service.
        var service: Service
        /// What is worth knowing of it.
        var warnings: [Diagnostic] = []

        fileprivate mutating func warn(_ message: String, _ keys: [String], hint: String? = nil) {
            let path = ProjectPath(keys: ["services", service.name.rawValue] + keys)
            warnings.append(Diagnostic(severity: .warning, message: message, path: path, hint: hint))
        }
    }

    /// Prepares it.
    ///
    /// - Parameters:
    ///   - project: as loaded under the stack's name.
    ///   - freed: the networks whose addresses are no longer fixed.
    init(of project: Project, ports: PortAllotment, freeing freed: Set<NetworkName>) {
        self.project = project
        self.ports = ports
        self.freed = freed
        let services = project.allServices
        let stack = project.name.rawValue
        images = services.filter { $0.build != nil && project.namesImage(of: $0) }
            .reduce(into: [:]) { $0[$1.image] = Self.tagged($1.image, for: stack) }
        containers = services.reduce(into: [:]) { known, service in
            if let name = service.containerName { known[name] = service.name }
        }
        hostPorts = services.flatMap(\.ports).filter { $0.transport == "tcp" }.compactMap(\.published)
            .reduce(into: [:]) { known, range in
                guard let own = ports.counterpart(of: range), range.lower > 0 else { return }
                for port in range.lower...range.upper { known[port] = own.lower + (port - range.lower) }
            }
    }

    /// The name of an image with the stack's name in its tag, so that stacks do not replace each other's.
    ///
    /// - Shape: `shop/web:dev` becomes `shop/web:dev-shop-feature`; a tag has at most 128 characters.
    static func tagged(_ image: String, for stack: String) -> String {
        let name = image.split(separator: "@", maxSplits: 1).first.map(String.init) ?? image
        let last = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
        guard let colon = name[last...].firstIndex(of: ":") else { return "\(name):\(stack.prefix(128))" }
        let tag = name[name.index(after: colon)...]
        return "\(name[..<colon]):\(tag.prefix(max(0, 127 - min(stack.count, 100))))-\(stack.suffix(100))"
    }

    /// What a service becomes.
    func outcome(of original: Service) -> Outcome {
        var outcome = Outcome(service: original)
        rewriteImage(&outcome.service)
        rewriteNames(&outcome)
        rewriteAddresses(&outcome)
        if original.networkMode == .host {
            outcome.warn(
                "service '\(original.name)' has the host's network: the stacks share the ports that it listens at",
                ["network_mode"]
            )
        }
        for index in original.ports.indices {
            guard let published = original.ports[index].published else { continue }
            outcome.service.ports[index].published = ports.counterpart(of: published) ?? published
        }
        rewriteVariables(&outcome)
        return outcome
    }

    private func rewriteImage(_ service: inout Service) {
        service.image = images[service.image] ?? service.image
        guard var build = service.build else { return }
        build.tags = build.tags.map { Self.tagged($0, for: project.name.rawValue) }
        for (name, context) in build.additionalContexts {
            let prefix = "docker-image://"
            guard context.hasPrefix(prefix), let own = images[String(context.dropFirst(prefix.count))] else { continue }
            build.additionalContexts[name] = prefix + own
        }
        service.build = build
    }

    /// Containers with fixed names get those that are made up; under the fixed one they are still found in their
    /// networks.
    private func rewriteNames(_ outcome: inout Outcome) {
        if let name = outcome.service.containerName {
            outcome.service.containerName = nil
            for index in outcome.service.networks.values.indices
            where !outcome.service.networks.values[index].aliases.contains(name) {
                outcome.service.networks.values[index].aliases.append(name)
            }
        }
        if case .container(let name)? = outcome.service.networkMode, let service = containers[name] {
            outcome.service.networkMode = .service(service)
        }
        for index in outcome.service.volumesFrom.indices {
            guard case .container(let name) = outcome.service.volumesFrom[index].owner else { continue }
            if let service = containers[name] { outcome.service.volumesFrom[index].owner = .service(service) }
        }
        for link in outcome.service.externalLinks {
            let name = link.split(separator: ":").first.map(String.init) ?? link
            outcome.warn(
                "service '\(outcome.service.name)' is linked to container '\(name)', which the stacks share",
                ["external_links"]
            )
        }
    }

    private func rewriteAddresses(_ outcome: inout Outcome) {
        for (key, attachment) in outcome.service.networks where freed.contains(key) {
            for address in [attachment.ipv4Address, attachment.ipv6Address].compactMap(\.self) {
                outcome.warn(
                    "service '\(outcome.service.name)' gets another address than \(address) in network '\(key)'",
                    ["networks", key.rawValue],
                    hint: "let others find it by the name '\(outcome.service.name)'"
                )
            }
            outcome.service.networks[key]?.ipv4Address = nil
            outcome.service.networks[key]?.ipv6Address = nil
        }
    }

    private func rewriteVariables(_ outcome: inout Outcome) {
        let rewriting = HostPortRewriting(
            ports: hostPorts,
            own: listeningPorts(of: outcome.service),
            hasHostNetwork: outcome.service.networkMode == .host
        )
        for (name, value) in outcome.service.environment {
            guard let value else { continue }
            let result = rewriting.value(value, of: name)
            outcome.service.environment[name] = .some(result.text)
            tell(result.unclear, "variable '\(name)'", ["environment", name], &outcome)
        }
        for (name, value) in outcome.service.build?.arguments ?? [:] {
            guard let value else { continue }
            let result = rewriting.value(value, of: name)
            outcome.service.build?.arguments[name] = .some(result.text)
            tell(result.unclear, "build argument '\(name)'", ["build", "args", name], &outcome)
        }
    }

    private func tell(_ unclear: [String], _ subject: String, _ keys: [String], _ outcome: inout Outcome) {
        for text in unclear {
            guard let digits = text.split(separator: ":").last, let port = UInt16(digits), let own = hostPorts[port]
            else {
                continue
            }
            outcome.warn(
                "\(subject) of service '\(outcome.service.name)' keeps '\(text)', which may mean the container itself: "
                    + "port \(port) of the host is \(own) in this stack",
                keys,
                hint: "where the host is meant, write '${ENGARDE_PORT_\(port):-\(port)}' for the port"
            )
        }
    }

    /// The ports that the containers listen at whose network a service's containers have.
    private func listeningPorts(of service: Service) -> Set<UInt16> {
        var owner = service.name
        if case .service(let name)? = service.networkMode { owner = name }
        let sharing = project.allServices.filter { $0.name == owner || $0.networkMode == .service(owner) }
        var found: Set<UInt16> = []
        for service in sharing {
            found.formUnion(service.ports.map(\.target))
            for exposed in service.expose { found.formUnion(exposed.ports.lower...exposed.ports.upper) }
        }
        return found
    }
}
