internal import ComposeYAML
internal import OrderedCollections

/// Texts on one line.
enum InlineText {
    /// A value in YAML's flow form.
    static func text(of node: Node) -> String {
        switch node.value {
        case .null: "null"
        case .string(let text): YAMLScalarStyle.key(text)
        case .bool, .int, .float: node.scalarText ?? ""
        case .sequence(let items): "[" + items.map(text).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{" + entries.map { "\(YAMLScalarStyle.key($0)): \(text(of: $1))" }.joined(separator: ", ") + "}"
        }
    }

    /// What is written at a place, up to the end of the line.
    static func source(at location: SourceLocation) -> String {
        let scalars = location.source.line(location.line).unicodeScalars
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars.dropFirst(location.column - 1).prefix(location.length))
        return String(text)
    }
}
