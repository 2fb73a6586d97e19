import EngineAPI

/// Where a Dockerfile names the further contexts of its build: in `FROM`, `COPY --from` and `RUN --mount=…,from=…`.
///
/// The engine's API has no place for further contexts, and the frontends of older engines know none. An image under the name
/// of the context is the same to a Dockerfile, and any engine can build from that.
///
/// - Source: BuildKit's `frontend/dockerui/namedcontext.go`, for which names mean the same.
package struct DockerfileContextNames: Sendable, Hashable {
    /// One place: the word before and behind the name, and the name of the context.
    private struct Reference: Sendable, Hashable {
        var lines: ClosedRange<Int>
        var before: String
        var written: String
        var after: String
        var name: String
    }

    private let source: String
    private var references: [Reference] = []

    /// Looks for names in a Dockerfile.
    ///
    /// - Parameters:
    ///   - names: those of the contexts.
    ///   - arguments: the build arguments, which `FROM` may have in it.
    package init(in text: String, named names: [String], arguments: [String: String]) {
        source = text
        let known = Dictionary(names.map { (ImageReference($0).completed, $0) }) { first, _ in first }
        var variables = DockerfileVariables(arguments: arguments)
        var isWithinStage = false
        for instruction in DockerfileInstructions(text).instructions {
            let words = Array(instruction.words.dropFirst())
            func note(_ written: Substring, before: String = "", after: String = "", meaning name: String?) {
                guard let name = name.flatMap({ known[ImageReference($0).completed] }) else { return }
                references.append(
                    Reference(
                        lines: instruction.lines,
                        before: before,
                        written: String(written),
                        after: after,
                        name: name
                    )
                )
            }
            switch instruction.keyword {
            case "FROM":
                isWithinStage = true
                guard let word = words.first(where: { !$0.hasPrefix("--") }) else { continue }
                note(word[...], meaning: variables.expanded(word))
            case "ARG" where !isWithinStage: variables.note(words)
            case "COPY", "ADD":
                for word in words where word.hasPrefix("--from=") {
                    let written = word.dropFirst("--from=".count)
                    note(written, before: "--from=", meaning: String(written))
                }
            case "RUN":
                for word in words.prefix(while: { $0.hasPrefix("--") }) where word.hasPrefix("--mount=") {
                    guard let start = word.firstRange(of: "from=") else { continue }
                    let written = word[start.upperBound...].prefix { $0 != "," }
                    note(
                        written,
                        before: String(word[..<start.upperBound]),
                        after: String(word[written.endIndex...]),
                        meaning: String(written)
                    )
                }
            default: continue
            }
        }
    }

    /// The names of the contexts that the Dockerfile uses.
    package var used: Set<String> { Set(references.map(\.name)) }

    /// The Dockerfile with images in place of contexts; what has none stays as it is, and lines stay where they are.
    ///
    /// - Parameter images: by the names of the contexts.
    package func text(with images: [String: String]) -> String {
        guard !references.isEmpty else { return source }
        var lines = source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        for reference in references {
            guard let image = images[reference.name] else { continue }
            let word = reference.before + reference.written + reference.after
            for index in reference.lines where lines.indices.contains(index - 1) {
                let replaced = Self.replacing(
                    word,
                    with: reference.before + image + reference.after,
                    in: lines[index - 1]
                )
                if let replaced {
                    lines[index - 1] = replaced
                    break
                }
            }
        }
        return lines.joined(separator: "\n")
    }

    /// The line with another word in place of the first one that is as said; `nil` where there is none.
    private static func replacing(_ word: String, with other: String, in line: String) -> String? {
        var start = line.startIndex
        while let range = line[start...].firstRange(of: word) {
            let before = line[..<range.lowerBound].last
            let after = line[range.upperBound...].first
            if before?.isWhitespace ?? true, after?.isWhitespace ?? true {
                return String(line[..<range.lowerBound]) + other + line[range.upperBound...]
            }
            start = line.index(after: range.lowerBound)
        }
        return nil
    }
}
