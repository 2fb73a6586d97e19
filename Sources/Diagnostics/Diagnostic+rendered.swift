extension Diagnostic {
    /// The diagnostic as text for a person, without colour and without a final line break.
    ///
    /// - Shape:
    ///   ```
    ///   error: service 'web' depends on undefined service 'db'
    ///     --> docker-compose.yml:12:9
    ///      |
    ///   12 |       - db
    ///      |         ^^
    ///
    ///   hint: did you mean 'database'?
    ///   ```
    public func rendered() -> String {
        var lines = ["\(severity.rawValue): \(message)"]
        if let position {
            lines.append("  --> \(position)")
        }
        if let excerpt {
            lines += Self.underlined(excerpt)
        }
        for note in notes {
            lines.append("")
            lines.append("\(note.title)\(note.lines.isEmpty ? "" : ":")")
            lines += note.lines.map { "  | \($0)" }
        }
        if let hint {
            lines.append("")
            lines.append("hint: \(hint)")
        }
        return lines.joined(separator: "\n")
    }

    private static func underlined(_ excerpt: SourceExcerpt) -> [String] {
        let number = String(excerpt.position.line)
        let gutter = String(repeating: " ", count: number.count)
        let scalars = Array(excerpt.lineText.unicodeScalars)
        let start = min(max(0, excerpt.position.column - 1), scalars.count)
        // Tabs are kept in the padding so that the caret lands under its character whatever the tab width is.
        let padding = scalars.prefix(start).map { $0 == "\t" ? "\t" : " " }.joined()
        let length = min(excerpt.length, max(1, scalars.count - start))
        return [
            "\(gutter) |",
            "\(number) | \(excerpt.lineText)",
            "\(gutter) | \(padding)\(String(repeating: "^", count: length))",
        ]
    }
}
