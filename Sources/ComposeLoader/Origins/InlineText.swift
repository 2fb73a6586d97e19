internal import ComposeYAML
internal import OrderedCollections

/// Texts on one line.
enum InlineText {
    /// A value in YAML's flow form.
    static func text(of node: Node) -> String {
        switch node.value {
        case .null: "null"
        case .string(let text): YAMLScalarStyle.key(text)
        case .bool, .int, .unsigned, .float: node.scalarText ?? ""
        case .sequence(let items): "[" + items.map(text).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{" + entries.map { "\(YAMLScalarStyle.key($0)): \(text(of: $1))" }.joined(separator: ", ") + "}"
        }
    }

    /// A number as it is written, where that can be told.
    static func number(_ node: Node) -> String {
        let written = source(at: node.location)
        guard let first = written.utf8.first, first < UInt8(ascii: "A"), !"*&!".utf8.contains(first) else {
            return node.scalarText ?? written
        }
        return written
    }

    /// What is written at a place, at most 1 000 characters, up to the end of the line; of a collection, the whole line from
    /// there on.
    static func source(at location: SourceLocation) -> String {
        let rest = location.source.line(location.line, from: location.column).unicodeScalars[...]
        let text = location.isEmpty ? rest : rest.prefix(location.length)
        if location.isEmpty, let first = text.first, "]},#".unicodeScalars.contains(first) { return "" }
        if let last = text.last, "[{-".unicodeScalars.contains(last), text.dropLast().last.map({ $0 == " " }) != false {
            return String(String.UnicodeScalarView(rest)).trimmingBlanks()
        }
        return String(String.UnicodeScalarView(text)).trimmingBlanks()
    }
}

extension String {
    fileprivate func trimmingBlanks() -> String {
        var text = self[...]
        while let last = text.last, last.isWhitespace { text = text.dropLast() }
        return String(text)
    }
}
