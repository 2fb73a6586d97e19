/// The images that a Dockerfile names: what it builds on, and what it copies from.
///
/// - Source: the Dockerfile reference: `FROM`, `ARG` before the first `FROM`, `COPY --from`, `RUN --mount=…,from=…`.
package struct DockerfileReferences: Sendable, Hashable {
    /// The images in the order in which they are named, each once; stages of the Dockerfile itself, `scratch` and names that
    /// cannot be made out are left out.
    package private(set) var images: [String] = []
    /// Whether every name could be made out.
    package private(set) var isComplete = true

    private var variables: DockerfileVariables
    /// The names of the stages so far, in lower case.
    private var stages: [String] = []

    /// Reads a Dockerfile.
    ///
    /// - Parameters:
    ///   - arguments: the build arguments; they win over the defaults of `ARG`.
    ///   - target: the stage to build; later ones do not count. `nil` is the last.
    package init(in text: String, arguments: [String: String] = [:], target: String? = nil) {
        variables = DockerfileVariables(arguments: arguments)
        for instruction in DockerfileInstructions(text).instructions {
            let words = Array(instruction.words.dropFirst())
            switch instruction.keyword {
            case "FROM":
                if let target, isLast(target) { return }
                noteStage(words)
            case "ARG" where stages.isEmpty: variables.note(words)
            case "COPY", "ADD": noteSources(words.filter { $0.hasPrefix("--from=") }.map { String($0.dropFirst(7)) })
            case "RUN": noteSources(words.prefix { $0.hasPrefix("--") }.compactMap(Self.mountSource))
            default: continue
            }
        }
    }

    /// Whether the stage that was read last is the one to build.
    private func isLast(_ target: String) -> Bool {
        stages.last == target.lowercased() || (Int(target).map { $0 == stages.count - 1 } ?? false)
    }

    private mutating func noteStage(_ words: [String]) {
        let rest = words.drop { $0.hasPrefix("--") }
        guard let name = rest.first else { return }
        note(variables.expanded(name))
        let alias = rest.dropFirst()
        stages.append(alias.first?.uppercased() == "AS" ? alias.dropFirst().first?.lowercased() ?? "" : "")
    }

    private mutating func noteSources(_ names: [String]) {
        for name in names where Int(name) == nil { note(name) }
    }

    private mutating func note(_ image: String?) {
        guard let image, !image.isEmpty, !image.contains("$") else {
            isComplete = false
            return
        }
        guard image != "scratch" else { return }
        guard !stages.contains(image.lowercased()), !images.contains(image) else { return }
        images.append(image)
    }

    private static func mountSource(_ word: String) -> String? {
        guard word.hasPrefix("--mount=") else { return nil }
        return word.dropFirst("--mount=".count).split(separator: ",")
            .first { $0.hasPrefix("from=") }
            .map { String($0.dropFirst("from=".count)) }
    }
}
