extension Diagnostic {
    /// The diagnostic as text for a person, without colour and without a final line break.
    ///
    /// - Parameter program: how the program was called, with the options that a command has to repeat.
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
    ///   A warning, which should not push what one is waiting for off the screen, is one line:
    ///   ```
    ///   warning: compose.yaml:1:1: the attribute 'version' is obsolete and has no effect (remove the line)
    ///   ```
    ///   Notes, if it has any, stand below it.
    public func rendered(calling program: String = "engarde") -> String {
        if severity == .warning { return line(calling: program) }
        var lines = ["\(severity.rawValue): \(message)"]
        if let position {
            lines.append("  --> \(position)")
        }
        if let excerpt {
            lines += Self.underlined(excerpt)
        }
        lines += noteLines
        if let hint = hint(calling: program) {
            lines.append("")
            lines.append("hint: \(hint)")
        }
        return lines.joined(separator: "\n")
    }

    /// A warning as it is shown, on one line with its notes below.
    ///
    /// - Shape: `warning: compose.yaml:3:12 and 2 more places: variable 'X' is not set (set it in the shell)`.
    /// - Parameter others: in how many more places the same is to be said.
    public func line(andOthers others: Int = 0, calling program: String = "engarde") -> String {
        let more = others == 0 ? "" : " and \(others) more \(others == 1 ? "place" : "places")"
        let place = position.map { "\($0)\(more): " } ?? ""
        let advice = hint(calling: program).map { " (\($0))" } ?? ""
        return (["\(severity.rawValue): \(place)\(message)\(advice)"] + noteLines).joined(separator: "\n")
    }

    private func hint(calling program: String) -> String? {
        guard let hint, !command.isEmpty else { return hint }
        return "\(hint) '\(([program] + command).joined(separator: " "))'"
    }

    private var noteLines: [String] {
        notes.flatMap { note in
            ["", "\(note.title)\(note.lines.isEmpty ? "" : ":")"] + note.lines.map { "  | \($0)" }
        }
    }

    private static func underlined(_ excerpt: SourceExcerpt) -> [String] {
        let number = String(excerpt.position.line)
        let gutter = String(repeating: " ", count: number.count)
        let scalars = Array(excerpt.lineText.unicodeScalars)
        let start = min(max(0, excerpt.column - 1), scalars.count)
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
