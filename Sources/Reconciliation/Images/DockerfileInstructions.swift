/// The instructions of a Dockerfile as words: comments, line continuations and here-documents are dealt with.
///
/// - Source: the Dockerfile reference, "Format", "Parser directives", "Here-documents".
package struct DockerfileInstructions: Sendable, Hashable {
    /// One instruction.
    package struct Instruction: Sendable, Hashable {
        /// Its words, the keyword first.
        package var words: [String]
        /// The lines that it stands on, counted from 1, without those of its here-documents.
        package var lines: ClosedRange<Int>

        /// The keyword in capitals.
        package var keyword: String { words.first?.uppercased() ?? "" }
    }

    /// The instructions in their order.
    package private(set) var instructions: [Instruction] = []

    /// Reads a Dockerfile.
    package init(_ text: String) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let escape = Self.escapeCharacter(lines)
        var logical = ""
        var first = 1
        var terminators: [String] = []
        for (index, line) in lines.enumerated() {
            let trimmed = Self.trimmed(line)
            if let terminator = terminators.first {
                if trimmed == terminator { terminators.removeFirst() }
                continue
            }
            if trimmed.hasPrefix("#") || (trimmed.isEmpty && !logical.isEmpty) { continue }
            if logical.isEmpty { first = index + 1 }
            if trimmed.last == escape {
                logical += trimmed.dropLast() + " "
                continue
            }
            add(logical + trimmed, first...(index + 1))
            logical = ""
            guard let added = instructions.last, added.lines.upperBound == index + 1 else { continue }
            if ["RUN", "COPY", "ADD"].contains(added.keyword) {
                terminators = added.words.compactMap(Self.terminator)
            }
        }
        add(logical, first...max(first, lines.count))
    }

    /// Notes an instruction, unless there is none in the text.
    private mutating func add(_ logical: String, _ lines: ClosedRange<Int>) {
        let words = logical.split(whereSeparator: \.isWhitespace).map(String.init)
        if !words.isEmpty { instructions.append(Instruction(words: words, lines: lines)) }
    }

    /// The character that continues a line; a directive at the top may change it.
    private static func escapeCharacter(_ lines: [Substring]) -> Character {
        for line in lines {
            let text = trimmed(line)
            guard text.hasPrefix("#") else { return "\\" }
            let parts = text.dropFirst().split(separator: "=", maxSplits: 1).map { trimmed($0) }
            guard parts.count == 2 else { return "\\" }
            if parts[0].lowercased() == "escape", let character = parts[1].first { return character }
        }
        return "\\"
    }

    /// The line that ends the here-document which a word begins, if it begins one.
    private static func terminator(_ word: String) -> String? {
        guard let start = word.firstRange(of: "<<") else { return nil }
        let name = word[start.upperBound...].drop { $0 == "-" }.filter { $0 != "\"" && $0 != "'" }
        guard let first = name.first, first.isLetter || first == "_" else { return nil }
        return name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } ? String(name) : nil
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
