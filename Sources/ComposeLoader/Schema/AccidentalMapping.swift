internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

/// An item of a list that was meant as a text, and that YAML takes for a mapping because of its colon.
struct AccidentalMapping {
    private let node: Node
    private let key: String
    private let value: Node
    private let item: Shape
    private let alternative: Shape?

    /// Recognises a mapping of one entry where a text may stand.
    ///
    /// - Parameters:
    ///   - item: what an item of the list may be.
    ///   - alternative: the mapping that may stand in place of the list.
    init?(_ node: Node, of item: Shape, or alternative: Shape?) {
        guard case .mapping(let entries) = node.value, entries.count == 1, let (key, value) = entries.elements.first,
            item.allowsText, node.directive == .layer, !key.hasPrefix("x-"), !Self.isBraced(node)
        else { return nil }
        if let record = item.record {
            // A misspelt attribute is something else.
            guard record[key] == nil, key.contains(where: { !$0.isLetter && $0 != "_" }), value.scalarText != nil else {
                return nil
            }
        }
        self.node = node
        self.key = key
        self.value = value
        self.item = item
        self.alternative = alternative
    }

    /// Whether it is written as a mapping, in braces.
    private static func isBraced(_ node: Node) -> Bool {
        node.location.source.line(node.location.line, from: node.location.column).hasPrefix("{")
    }

    /// Says what is wrong, and how to write what was probably meant.
    func report(at path: NodePath, to diagnostics: DiagnosticCollector) {
        let isText = value.scalarText != nil || value.isNull
        diagnostics.error(
            isText ? .accidentalMapping : .wrongType,
            isText
                ? "'\(path)' is meant as a string, but its ':' makes it a mapping"
                : "'\(path)' must be \(item.noun), not a mapping",
            at: node.location,
            hint: hint
        )
    }

    private var hint: String? {
        if item.record != nil { return "write \(Self.quoted("\(key):\(written)")), without a space behind the colon" }
        guard value.scalarText != nil || value.isNull else {
            return alternative == nil ? nil : "leave out the '-' in front of '\(key)'"
        }
        if let entry = alternative?.entryShape, !key.contains("=") {
            guard entry.allowsText else { return "leave out the '-' in front of '\(key)'" }
            return "write \(Self.quoted(value.isNull ? key : "\(key)=\(value.quotable(value.scalarText ?? ""))"))"
        }
        if key.contains("="), value.location.isConcealed { return "write the item in quotes" }
        return "write \(Self.quoted(value.isNull ? "\(key):" : "\(key): \(written)")) in quotes"
    }

    /// The value with the quotes that it may have.
    private var written: String {
        let written = InlineText.source(at: value.location)
        return value.quotable(written.isEmpty ? value.scalarText ?? "" : written)
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains("\"") || text.contains("\\") else { return "\"\(text)\"" }
        return "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    }
}
