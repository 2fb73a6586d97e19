/// The images that a Dockerfile names: what it builds on, and what it copies from.
///
/// - Source: the Dockerfile reference: `FROM`, `ARG` before the first `FROM`, `COPY --from`, `RUN --mount=…,from=…`.
package struct DockerfileReferences: Sendable, Hashable {
    /// The images in the order in which they are named, each once; stages of the Dockerfile itself, `scratch` and names that
    /// cannot be made out are left out.
    package private(set) var images: [String] = []
    /// Whether every name could be made out.
    package private(set) var isComplete = true

    private var variables: [String: String]
    private let arguments: [String: String]
    /// The names of the stages so far, in lower case.
    private var stages: [String] = []

    /// Reads a Dockerfile.
    ///
    /// - Parameters:
    ///   - arguments: the build arguments; they win over the defaults of `ARG`.
    ///   - target: the stage to build; later ones do not count. `nil` is the last.
    package init(in text: String, arguments: [String: String] = [:], target: String? = nil) {
        self.arguments = arguments
        variables = [:]
        for instruction in DockerfileInstructions(text).instructions {
            let words = Array(instruction.words.dropFirst())
            switch instruction.keyword {
            case "FROM":
                if let target, isLast(target) { return }
                noteStage(words)
            case "ARG" where stages.isEmpty: noteArguments(words)
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
        note(expanded(name))
        let alias = rest.dropFirst()
        stages.append(alias.first?.uppercased() == "AS" ? alias.dropFirst().first?.lowercased() ?? "" : "")
    }

    private mutating func noteArguments(_ words: [String]) {
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let name = parts.first, !name.isEmpty else { continue }
            let quotes: Set<Character> = ["\"", "'"]
            let value = parts.count > 1 ? expanded(parts[1].filter { !quotes.contains($0) }) : nil
            variables[name] = arguments[name] ?? value
        }
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

    /// The text with `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:+other}` replaced; `nil` when it cannot be done.
    private func expanded(_ text: String) -> String? {
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            if rest.first == "{" {
                guard let end = rest.firstIndex(of: "}") else { return nil }
                guard let value = value(of: String(rest[rest.index(after: rest.startIndex)..<end])) else { return nil }
                result += value
                rest = rest[rest.index(after: end)...]
            } else {
                let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                guard !name.isEmpty, let value = variables[String(name)] else { return nil }
                result += value
                rest = rest[name.endIndex...]
            }
        }
        return result + rest
    }

    private func value(of expression: String) -> String? {
        guard let colon = expression.firstIndex(of: ":") else { return variables[expression] }
        let value = variables[String(expression[..<colon])] ?? ""
        let modifier = expression[expression.index(after: colon)...]
        switch modifier.first {
        case "-": return value.isEmpty ? expanded(String(modifier.dropFirst())) : value
        case "+": return value.isEmpty ? "" : expanded(String(modifier.dropFirst()))
        default: return nil
        }
    }
}
