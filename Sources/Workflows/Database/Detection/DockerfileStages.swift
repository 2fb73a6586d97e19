import ComposeModel
import Reconciliation

/// What the stage of a Dockerfile that is built stands on, and what of the build context it has where.
struct DockerfileStages: Sendable, Hashable {
    /// What was copied of the build context.
    struct Copied: Sendable, Hashable {
        /// The path in the context, without `./` and a final slash; empty is the context itself.
        var source: String
        /// The path in the image, absolute; of several sources, and of one written with a slash, it is a directory.
        var target: String
        /// Whether what was copied lies below the target under its own name, where it is a file.
        var isInside: Bool
    }

    /// The image below all stages; `nil` where it cannot be made out.
    private(set) var baseImage: String?
    /// What was copied, in order.
    private(set) var copied: [Copied] = []
    private var directory = "/"
    private var variables: [String: String]

    private struct Stage {
        var name: String
        var base: String
        var instructions: [[String]] = []
    }

    /// Reads a Dockerfile.
    ///
    /// - Parameters:
    ///   - arguments: the build arguments; they win over the defaults of `ARG`.
    ///   - target: the stage to build; `nil` is the last.
    init(_ text: String, arguments: [String: String] = [:], target: String? = nil) {
        variables = arguments
        var stages: [Stage] = []
        for instruction in DockerfileInstructions(text).instructions {
            let words = Array(instruction.words.dropFirst())
            if instruction.keyword == "FROM" {
                let names = words.filter { !$0.hasPrefix("--") }
                guard let base = names.first else { continue }
                let isNamed = names.count > 2 && names[1].uppercased() == "AS"
                stages.append(Stage(name: isNamed ? names[2].lowercased() : "", base: expanded(base)))
            } else if stages.isEmpty {
                if instruction.keyword == "ARG" { note(words, isArgument: true) }
            } else {
                stages[stages.count - 1].instructions.append([instruction.keyword] + words)
            }
        }
        var wanted =
            target.map { name in
                stages.lastIndex { $0.name == name.lowercased() } ?? Int(name) ?? -1
            } ?? stages.count - 1
        var chain: [Stage] = []
        while stages.indices.contains(wanted), chain.count <= stages.count {
            let stage = stages[wanted]
            chain.insert(stage, at: 0)
            guard
                let parent = stages[..<wanted].lastIndex(where: {
                    !$0.name.isEmpty && $0.name == stage.base.lowercased()
                })
            else { break }
            wanted = parent
        }
        baseImage = chain.first.map(\.base)
        for words in chain.flatMap(\.instructions) { follow(words) }
    }

    private mutating func follow(_ words: [String]) {
        let rest = Array(words.dropFirst())
        switch words.first {
        case "ARG": note(rest, isArgument: true)
        case "ENV": note(rest, isArgument: false)
        case "WORKDIR": if let path = rest.first { directory = absolute(expanded(Self.bare(path))) }
        case "COPY", "ADD": copy(rest)
        default: break
        }
    }

    private mutating func copy(_ words: [String]) {
        guard !words.contains(where: { $0.hasPrefix("--from=") || $0.hasPrefix("<<") }) else { return }
        let paths = words.drop { $0.hasPrefix("--") }.map { expanded(Self.bare($0)) }.filter { !$0.isEmpty }
        guard paths.count > 1, let target = paths.last else { return }
        for source in paths.dropLast() where !source.contains("*") && !source.contains("://") {
            var path = source
            while path.hasPrefix("./") { path.removeFirst(2) }
            while path.hasPrefix("/") { path.removeFirst() }
            while path.hasSuffix("/") { path.removeLast() }
            copied.append(
                Copied(
                    source: path == "." ? "" : path,
                    target: absolute(target),
                    isInside: target.hasSuffix("/") || target == "." || paths.count > 2
                )
            )
        }
    }

    /// A word without what the form of a JSON array puts around it.
    private static func bare(_ word: String) -> String {
        var word = word
        while let first = word.first, "[\",".contains(first) { word.removeFirst() }
        while let last = word.last, "]\",".contains(last) { word.removeLast() }
        return word
    }

    private func absolute(_ path: String) -> String {
        let joined = path.hasPrefix("/") ? path : "\(directory)/\(path)"
        let parts = joined.split(separator: "/").filter { $0 != "." }
        return "/" + parts.joined(separator: "/")
    }

    /// Notes variables that are given as `NAME=value`.
    private mutating func note(_ words: [String], isArgument: Bool) {
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, !isArgument || variables[parts[0]] == nil else { continue }
            variables[parts[0]] = expanded(Self.bare(parts[1]))
        }
    }

    /// A text with the values of its variables, as far as they are known.
    private func expanded(_ text: String) -> String {
        guard text.contains("$") else { return text }
        var result = text
        for (name, value) in variables.sorted(by: { $0.key.count > $1.key.count }) {
            result = result.replacing("${\(name)}", with: value).replacing("$\(name)", with: value)
        }
        return result
    }
}
