/// A small project made of random numbers, to be brought from one to the next.
package struct GeneratedStack: Sendable {
    /// A service, and what has to be true of its containers.
    package struct Service: Sendable, Hashable {
        package var name: String
        package var image: String
        /// How many containers it has.
        package var scale: Int
        /// A value that each container's environment has as `TURN`.
        package var turn: Int
        /// The networks, by their keys; empty where it has none of its own.
        package var networks: [String]
        /// The named volumes, by where they are mounted.
        package var volumes: [String: String]
        /// Its attributes as they stand in the file, a line each.
        var lines: [String]
    }

    /// The services, in the file's order; each depends on earlier ones only.
    package private(set) var services: [Service] = []
    /// Whether containers of services that are gone are removed on the way to it.
    package let removesOrphans: Bool
    private let project: String
    private var renamed: Set<String> = []
    private var networks: [String] = []
    private var volumes: [String] = []

    /// Makes a stack.
    ///
    /// - Parameters:
    ///   - project: the project's name.
    ///   - names: the services that there may be.
    ///   - images: those that services may have.
    ///   - largestScale: how many containers a service has at most.
    ///   - command: what a container runs.
    package init(
        using random: inout SeededGenerator,
        project: String,
        names: [String],
        images: [String],
        largestScale: Int,
        command: String
    ) {
        self.project = project
        removesOrphans = Int.random(in: 0..<4, using: &random) > 0
        for name in names where Int.random(in: 0..<4, using: &random) > 0 {
            add(name, using: &random, images, largestScale, command)
        }
        if services.isEmpty { add(names[0], using: &random, images, largestScale, command) }
        for network in ["front", "back"] {
            let isOther = Int.random(in: 0..<4, using: &random) == 0
            networks.append("\(network): \(isOther ? "{labels: {kind: other}}" : "{}")")
        }
        for volume in ["data", "cache"] {
            let isRenamed = Int.random(in: 0..<6, using: &random) == 0
            if isRenamed { renamed.insert(volume) }
            volumes.append("\(volume): \(isRenamed ? "{name: \(project)-other-\(volume)}" : "{}")")
        }
    }

    private mutating func add(
        _ name: String,
        using random: inout SeededGenerator,
        _ images: [String],
        _ largestScale: Int,
        _ command: String
    ) {
        let turn = Int.random(in: 0..<3, using: &random)
        var lines = ["command: \(command)", "environment: {TURN: '\(turn)'}"]
        let image = images.randomElement(using: &random) ?? images[0]
        lines.append("image: \(image)")
        var scale = 1
        if Int.random(in: 0..<6, using: &random) == 0 {
            lines.append("container_name: \(project)-the-\(name)")
        } else {
            scale = Int.random(in: 0...largestScale, using: &random)
            lines.append("scale: \(scale)")
        }
        if Bool.random(using: &random) { lines.append("healthcheck: {test: [CMD, 'true']}") }
        if Int.random(in: 0..<3, using: &random) == 0 { lines.append("labels: {shade: dark}") }
        if Int.random(in: 0..<3, using: &random) == 0 { lines.append("restart: on-failure") }
        let networks = addNetworks(to: &lines, using: &random)
        let volumes = addVolumes(to: &lines, using: &random)
        addDependencies(to: &lines, using: &random)
        services.append(
            Service(
                name: name,
                image: image,
                scale: scale,
                turn: turn,
                networks: networks,
                volumes: volumes,
                lines: lines
            )
        )
    }

    private func addNetworks(to lines: inout [String], using random: inout SeededGenerator) -> [String] {
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            lines.append("network_mode: none")
            return []
        case 1:
            // A namespace is that of a container, so there has to be one.
            guard let host = services.last(where: { $0.scale > 0 }) else { return ["default"] }
            lines.append("network_mode: service:\(host.name)")
            return []
        case 2:
            lines.append("networks: [front, back]")
            return ["back", "front"]
        case 3:
            lines.append("networks: [front]")
            return ["front"]
        default: return ["default"]
        }
    }

    private func addVolumes(to lines: inout [String], using random: inout SeededGenerator) -> [String: String] {
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            lines.append("volumes: ['data:/data']")
            return ["/data": "data"]
        case 1:
            lines.append("volumes: ['data:/data', 'cache:/cache', /scratch]")
            return ["/data": "data", "/cache": "cache"]
        case 2:
            lines.append("volumes: [/scratch]")
            return [:]
        default: return [:]
        }
    }

    private func addDependencies(to lines: inout [String], using random: inout SeededGenerator) {
        let chosen = services.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
        guard !chosen.isEmpty else { return }
        let entries = chosen.map { service in
            let hasCheck = service.lines.contains { $0.hasPrefix("healthcheck") }
            let condition = hasCheck && Bool.random(using: &random) ? "service_healthy" : "service_started"
            return "\(service.name): {condition: \(condition), restart: \(Bool.random(using: &random))}"
        }
        lines.append("depends_on: {\(entries.joined(separator: ", "))}")
    }

    /// The names of a service's networks, in order.
    package func networkNames(of service: Service) -> [String] { service.networks.map { "\(project)_\($0)" } }

    /// The names of a service's named volumes, by where they are mounted.
    package func volumeNames(of service: Service) -> [String: String] {
        service.volumes.mapValues { renamed.contains($0) ? "\(project)-other-\($0)" : "\(project)_\($0)" }
    }

    /// The Compose file.
    package var text: String {
        let services = services.map { "  \($0.name):\n" + $0.lines.map { "    \($0)\n" }.joined() }.joined()
        let resources =
            "networks: {\(networks.joined(separator: ", "))}\nvolumes: {\(volumes.joined(separator: ", "))}\n"
        return "services:\n" + services + resources
    }
}
