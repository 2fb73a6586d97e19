internal import ComposeYAML

/// Reads env files of `format: raw`: one `KEY=VALUE` a line, nothing quoted, nothing expanded.
enum RawEnvFile {
    static func assignments(
        in source: SourceText,
        lookup: (String) -> String?
    ) -> [(key: String, value: String, location: SourceLocation)] {
        var assignments: [(key: String, value: String, location: SourceLocation)] = []
        for number in 1...max(1, source.lineCount) {
            let line = source.line(number)
            let trimmed = line.drop { $0 == " " || $0 == "\t" }
            if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
            let location = SourceLocation(
                source: source,
                line: number,
                column: line.unicodeScalars.count - trimmed.unicodeScalars.count + 1,
                length: trimmed.unicodeScalars.count
            )
            if let equals = trimmed.firstIndex(of: "=") {
                let value = String(trimmed[trimmed.index(after: equals)...])
                assignments.append((String(trimmed[..<equals]), value, location))
            } else if let value = lookup(String(trimmed)) {
                assignments.append((String(trimmed), value, location))
            }
        }
        return assignments
    }
}
