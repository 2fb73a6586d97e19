/// A project made of samples: layers of services, each a set of attributes.
struct GeneratedProject: CustomStringConvertible {
    /// The layers, each a file: services by name, with their attributes.
    var layers: [[(service: String, attribute: String, value: String)]]
    /// What each layer says at its top level.
    var topLevels: [[String]] = []
    /// The profiles that are asked for.
    var profiles: [String] = []

    /// The random numbers of one seed, the same on every machine.
    struct Random: RandomNumberGenerator {
        private var state: UInt64

        init(seed: UInt64) {
            state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        }

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    init(seed: UInt64) {
        var random = Random(seed: seed)
        let attributes = AttributeSamples.service.filter { !$0.value.isEmpty }.keys.sorted()
        layers = []
        topLevels = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            var layer: [(service: String, attribute: String, value: String)] = []
            for service in ["web", "db", "cache"] {
                let count =
                    service == "web" ? Int.random(in: 3...9, using: &random) : Int.random(in: 0...2, using: &random)
                for attribute in attributes.shuffled(using: &random).prefix(count) {
                    // Dependencies of all on all would be circles.
                    if service != "web", ["depends_on", "links", "network_mode", "volumes_from"].contains(attribute) {
                        continue
                    }
                    let samples = AttributeSamples.service[attribute] ?? []
                    guard var value = samples.randomElement(using: &random) else { continue }
                    switch Int.random(in: 0..<12, using: &random) {
                    case 0 where !layers.isEmpty && (value.hasPrefix("[") || value.hasPrefix("{")):
                        value = "!override " + value
                    case 1 where !layers.isEmpty: value = "!reset null"
                    default: break
                    }
                    layer.append((service, attribute, value))
                }
            }
            if layers.isEmpty, Int.random(in: 0..<3, using: &random) == 0 {
                layer.append(
                    (
                        "web", "extends",
                        Bool.random(using: &random) ? "{service: common}" : "{file: base.yaml, service: one}"
                    )
                )
            }
            layers.append(layer)
            let topLevelCount = Int.random(in: 0...2, using: &random)
            topLevels.append(Array(AttributeSamples.topLevel.shuffled(using: &random).prefix(topLevelCount)))
        }
        profiles = [[], [], ["a"], ["b", "a"], ["*"]].randomElement(using: &random) ?? []
    }

    /// The texts of the files.
    var texts: [String] {
        layers.enumerated().map { index, layer in
            var text = topLevels[index].joined(separator: "---\n") + (topLevels[index].isEmpty ? "" : "---\n")
            text += index == 0 ? AttributeSamples.resources : ""
            text += "services:\n"
            for service in ["web", "db", "cache"] {
                var lines = layer.filter { $0.service == service }.map { "    \($0.attribute): \($0.value)\n" }
                if index == 0, !lines.contains(where: { $0.hasPrefix("    image:") }) {
                    lines.append("    image: base\n")
                }
                text += lines.isEmpty ? "  \(service): {}\n" : "  \(service):\n" + lines.joined()
            }
            return text + (index == 0 ? Self.common : "")
        }
    }

    /// A service to be extended, and below it, a file with more of them.
    private static let common = """
          common:
            image: common
            environment: [A=common, COMMON=1]
            ports: ['1:1', '8080:80']
            volumes: ['./common:/rel', 'data:/common']
            depends_on: [cache]
            command: [from, common]
            deploy: {labels: {from: common}, resources: {limits: {memory: 1g}}}
            profiles: []

        """

    static let extendedFile = """
        services:
          one:
            extends: {service: two}
            env_file: one.env
            build: {context: ./one, args: {ONE: 1}}
            volumes: ['./one:/one', 'data:/one2']
            labels: [one=1]
            ports: !override ['9999:99']
          two:
            image: two
            ports: ['1:1']
            environment: {A: two, TWO: 2}
            command: !reset null
            networks: [front]
            healthcheck: {test: [CMD, two], interval: 5s}

        """

    /// The project with as few attributes as still show `isInteresting`.
    func shrunk(while isInteresting: (GeneratedProject) throws -> Bool) rethrows -> GeneratedProject {
        var smallest = self
        var progressed = true
        while progressed {
            progressed = false
            for layer in smallest.topLevels.indices {
                for item in smallest.topLevels[layer].indices.reversed() {
                    var candidate = smallest
                    candidate.topLevels[layer].remove(at: item)
                    if try isInteresting(candidate) {
                        smallest = candidate
                        progressed = true
                    }
                }
            }
            for layer in smallest.layers.indices.reversed() {
                for item in smallest.layers[layer].indices.reversed() {
                    var candidate = smallest
                    candidate.layers[layer].remove(at: item)
                    if try isInteresting(candidate) {
                        smallest = candidate
                        progressed = true
                    }
                }
            }
        }
        return smallest
    }

    var description: String {
        (profiles.isEmpty ? "" : "profiles: \(profiles)\n")
            + zip(topLevels, layers).map { top, layer in
                top.joined() + layer.map { "\($0.service).\($0.attribute): \($0.value)" }.joined(separator: "\n")
            }.joined(separator: "\n---\n")
    }
}
