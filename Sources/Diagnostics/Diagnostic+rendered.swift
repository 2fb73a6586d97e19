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
    ///   What led to it, unless the message says that, stands on lines of its own below the message, or with an empty line
    ///   between below the place:
    ///   ```
    ///     because: b.yaml:2:5: 'c.yaml' is included
    ///       because: compose.yaml:2:5: 'b.yaml' is included
    ///   ```
    ///   Codes are shown by ``rendered(_:calling:)`` only, for those who have the program that explains them.
    ///
    ///   A warning, which should not push what one is waiting for off the screen, is one line:
    ///   ```
    ///   warning: compose.yaml:1:1: the attribute 'version' is obsolete and has no effect (remove the line)
    ///   ```
    ///   Notes, if it has any, stand below it.
    public func rendered(calling program: String = "engarde") -> String {
        rendered(calling: program, closing: hint(calling: program))
    }

    /// What the program shows of diagnostics, in order, with an empty line between two: with their codes, which `explain`
    /// explains.
    ///
    /// - Shape: as ``rendered(calling:)``, but a hint ends with the code, `hint: did you mean 'database'? (EG0260)`; where there
    ///   is nothing to hint at, it says where the code's page is, `hint: see 'engarde explain EG0260'`, with the last of the
    ///   diagnostics that have the code. A general code is not shown.
    /// - Parameter program: how the program was called, with the options that a command has to repeat.
    public static func rendered(_ diagnostics: [Diagnostic], calling program: String = "engarde") -> String {
        var shown: Set<DiagnosticCode> = []
        var texts: [String] = []
        for diagnostic in diagnostics.reversed() {
            let showsPage = diagnostic.ownCode.map { shown.insert($0).inserted } ?? false
            texts.append(
                diagnostic.rendered(
                    calling: program,
                    closing: diagnostic.closing(calling: program, showsPage: showsPage)
                )
            )
        }
        return texts.reversed().joined(separator: "\n\n")
    }

    private func rendered(calling program: String, closing: String?) -> String {
        if severity == .warning { return line(calling: program) }
        var lines = ["\(severity.rawValue): \(message)"]
        if let position {
            lines.append("  --> \(position)")
        }
        if let excerpt {
            lines += Self.underlined(excerpt)
        }
        let reasons = causeLines(indentation: "  ")
        if position != nil, !reasons.isEmpty { lines.append("") }
        lines += reasons
        lines += noteLines
        if let closing {
            lines.append("")
            lines.append("hint: \(closing)")
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

    /// What to do about an error, and its code.
    private func closing(calling program: String, showsPage: Bool) -> String? {
        guard let code = ownCode?.rawValue else { return hint(calling: program) }
        if let hint = hint(calling: program) { return "\(hint) (\(code))" }
        return showsPage ? "see 'engarde explain \(code)'" : nil
    }

    /// The code of an error, if it says more than the message.
    private var ownCode: DiagnosticCode? {
        guard severity == .error, let code, !code.isGeneral else { return nil }
        return code
    }

    private func causeLines(indentation: String) -> [String] {
        guard !saysCauses else { return [] }
        return causes.flatMap { cause in
            let place = cause.position.map { "\($0): " } ?? ""
            return ["\(indentation)because: \(place)\(cause.message)"]
                + cause.causeLines(indentation: indentation + "  ")
        }
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
