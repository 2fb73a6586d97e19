import Reconciliation

/// What a Dockerfile copies from the build context into the stage that is built, and into those that it builds on: pure.
struct CopiedSources: Sendable, Hashable {
    /// One path that is copied.
    struct Copy: Sendable, Hashable {
        /// The path in the context, without a leading slash; `.` is all of it.
        var source: String
        /// The absolute path in the image.
        var target: String
        /// Whether the target is surely a directory that what is copied goes into.
        var isIntoDirectory: Bool
    }

    /// The paths in the order in which they are copied.
    private(set) var copies: [Copy] = []

    private struct Stage {
        var names: Set<String>
        var parent: String
        var directory: String
        var copies: [Copy] = []
    }

    /// Reads a Dockerfile; paths with variables or patterns in them are left out.
    ///
    /// - Parameter target: the stage to build; `nil` is the last.
    init(in text: String, target: String? = nil) {
        var stages: [Stage] = []
        for instruction in DockerfileInstructions(text).instructions {
            let words = instruction.words.dropFirst().map { $0 }
            switch instruction.keyword {
            case "FROM": stages.append(Self.stage(words, after: stages))
            case "WORKDIR":
                guard let path = words.first, let last = stages.indices.last else { continue }
                stages[last].directory = Self.resolve(path, from: stages[last].directory)
            case "COPY", "ADD":
                guard let last = stages.indices.last else { continue }
                stages[last].copies += Self.copies(words, in: stages[last].directory)
            default: continue
            }
        }
        let named = target.map { $0.lowercased() }
        guard let built = named.map({ name in stages.last { $0.names.contains(name) } }) ?? stages.last else { return }
        copies = Self.lineage(of: built, in: stages).flatMap(\.copies)
    }

    private static func stage(_ words: [String], after stages: [Stage]) -> Stage {
        let rest = words.drop { $0.hasPrefix("--") }.map { $0 }
        let parent = rest.first?.lowercased() ?? ""
        var names: Set<String> = [String(stages.count)]
        if rest.count > 2, rest[1].uppercased() == "AS" { names.insert(rest[2].lowercased()) }
        let directory = stages.last { $0.names.contains(parent) }?.directory ?? "/"
        return Stage(names: names, parent: parent, directory: directory)
    }

    /// The stages that one is made of, the first of them first.
    private static func lineage(of stage: Stage, in stages: [Stage]) -> [Stage] {
        var line = [stage]
        // A stage builds on one before it, so this ends.
        var before = stages.prefix { $0.names != stage.names }
        while let parent = before.last(where: { $0.names.contains(line[0].parent) }) {
            line.insert(parent, at: 0)
            before = before.prefix { $0.names != parent.names }
        }
        return line
    }

    private static func copies(_ words: [String], in directory: String) -> [Copy] {
        let options = words.prefix { $0.hasPrefix("--") }
        // What comes from another stage, and here-documents, are no files of the context.
        guard !options.contains(where: { $0.hasPrefix("--from=") }), !words.contains(where: { $0.hasPrefix("<<") })
        else { return [] }
        let paths = words.dropFirst(options.count).map(unquoted).filter { !$0.isEmpty }
        guard paths.count > 1, let last = paths.last, isPlain(last) else { return [] }
        let target = resolve(last, from: directory)
        let isDirectory = last.hasSuffix("/") || last == "." || paths.count > 2
        return paths.dropLast().filter(isPlain).map { source in
            let relative = resolve(source, from: "/").dropFirst()
            return Copy(source: relative.isEmpty ? "." : String(relative), target: target, isIntoDirectory: isDirectory)
        }
    }

    /// A word without what the form of a list puts around it: `["a", "b"]`.
    private static func unquoted(_ word: String) -> String { word.filter { !"[]\",".contains($0) } }

    private static func isPlain(_ path: String) -> Bool {
        !path.contains("://") && !path.contains { "$*?".contains($0) }
    }

    private static func resolve(_ path: String, from directory: String) -> String {
        var components: [Substring] = []
        for component in (path.hasPrefix("/") ? path : directory + "/" + path).split(separator: "/") {
            switch component {
            case ".": continue
            case "..": _ = components.popLast()
            default: components.append(component)
            }
        }
        return "/" + components.joined(separator: "/")
    }
}
