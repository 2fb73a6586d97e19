/// The instructions of a Dockerfile as words: comments, line continuations and here-documents are dealt with.
///
/// - Source: the Dockerfile reference, "Format", "Parser directives", "Here-documents".
struct DockerfileInstructions {
    /// Each instruction's words, its keyword first.
    private(set) var instructions: [[String]] = []

    init(_ text: String) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let escape = Self.escapeCharacter(lines)
        var logical = ""
        var terminators: [String] = []
        for line in lines {
            let trimmed = Self.trimmed(line)
            if let terminator = terminators.first {
                if trimmed == terminator { terminators.removeFirst() }
                continue
            }
            if trimmed.hasPrefix("#") || (trimmed.isEmpty && !logical.isEmpty) { continue }
            if trimmed.last == escape {
                logical += trimmed.dropLast() + " "
                continue
            }
            logical += trimmed
            let words = logical.split(whereSeparator: \.isWhitespace).map(String.init)
            logical = ""
            guard let keyword = words.first?.uppercased() else { continue }
            instructions.append(words)
            if ["RUN", "COPY", "ADD"].contains(keyword) { terminators = words.compactMap(Self.terminator) }
        }
        let rest = logical.split(whereSeparator: \.isWhitespace).map(String.init)
        if !rest.isEmpty { instructions.append(rest) }
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
