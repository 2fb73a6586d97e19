internal import ComposeYAML
internal import Diagnostics
internal import OrderedCollections

/// Checks a tree against the attribute table: names, kinds of values, required attributes.
struct SchemaValidator {
    /// What is checked.
    enum Mode {
        /// One file, of which others may supply what is missing.
        case layer
        /// The merged project.
        case whole
    }

    let mode: Mode
    let diagnostics: DiagnosticCollector
    /// Whether texts with variables in them, which may become anything, are left alone.
    var keepsVariables = false
    /// Gathers the attributes that one file leaves empty, which is an error unless another one fills them.
    var empties: EmptyAttributes?

    func validate(_ root: Node) {
        check(root, against: .record(.project), path: NodePath())
    }

    private func check(_ node: Node, against shape: Shape, path: NodePath) {
        if node.directive == .reset { return }
        if keepsVariables, let text = node.string, Template.isNeeded(for: text) { return }
        if node.isNull, !allowsNull(shape) {
            if mode == .whole || isNeverFilled(path) {
                report(.attributeEmpty, "'\(path)' must be \(shape.noun), but it is empty", at: node.place)
            } else {
                empties?.attributes.append(EmptyAttributes.Attribute(path: path, noun: shape.noun, node: node))
            }
            return
        }
        switch shape {
        case .anything: return
        case .scalar(let kinds): checkScalar(node, kinds, path)
        case .ranged(let shape, let range): checkRange(node, shape, range, path)
        case .choice(let choices): checkChoice(node, choices, path)
        case .sequence(let item, let unique): checkSequence(node, item, unique, path, or: nil)
        case .mapping(let value, let keys): checkMapping(node, value, keys, path)
        case .record(let record): checkRecord(node, record, path)
        case .either(let shapes):
            if case .sequence(let item, let unique) = shapes.first(where: { fits(node, $0) }) {
                checkSequence(node, item, unique, path, or: shapes.first { $0.entryShape != nil })
            } else if let fitting = shapes.first(where: { fits(node, $0) }) {
                check(node, against: fitting, path: path)
            } else {
                wrongKind(node, shape, path)
            }
        }
    }

    /// Whether nothing that a later file says can fill an empty value: an item of a list, or all services.
    private func isNeverFilled(_ path: NodePath) -> Bool {
        if case .index = path { return true }
        return path == .key("services", in: .root)
    }

    /// Checks what a file leaves empty, once the file is merged.
    func validate(_ empties: EmptyAttributes, in merged: Node) {
        for empty in empties.attributes where empty.path.node(in: merged)?.isNull == true {
            report(.attributeEmpty, "'\(empty.path)' must be \(empty.noun), but it is empty", at: empty.node.place)
        }
    }

    private func allowsNull(_ shape: Shape) -> Bool {
        switch shape {
        case .anything: true
        case .scalar(let kinds): kinds.contains(.null)
        case .ranged(let shape, _): allowsNull(shape)
        case .record(let record): record.allowsNull
        case .either(let shapes): shapes.contains(where: allowsNull)
        case .choice, .sequence, .mapping: false
        }
    }

    /// Whether a node is of the kind of a shape, whatever is in it.
    private func fits(_ node: Node, _ shape: Shape) -> Bool {
        switch (shape, node.value) {
        case (.anything, _), (.record, .mapping), (.mapping, .mapping), (.sequence, .sequence), (.choice, .string): true
        case (.scalar(let kinds), .string): kinds.contains(.string)
        case (.scalar(let kinds), .int): !kinds.isDisjoint(with: [.integer, .number, .written])
        case (.scalar(let kinds), .unsigned): !kinds.isDisjoint(with: [.integer, .number])
        case (.scalar(let kinds), .float(let number)):
            kinds.contains(.number) || (kinds.contains(.integer) && number == number.rounded())
        case (.scalar(let kinds), .bool): kinds.contains(.boolean)
        case (.scalar(let kinds), .null): kinds.contains(.null)
        case (.record(let record), .null): record.allowsNull
        case (.either(let shapes), _): shapes.contains { fits(node, $0) }
        case (.ranged(let shape, _), _): fits(node, shape)
        default: false
        }
    }

    private func checkScalar(_ node: Node, _ kinds: Shape.ScalarKinds, _ path: NodePath) {
        if !fits(node, .scalar(kinds)) { wrongKind(node, .scalar(kinds), path) }
    }

    private func checkRange(_ node: Node, _ shape: Shape, _ range: ClosedRange<Int>, _ path: NodePath) {
        check(node, against: shape, path: path)
        switch node.value {
        case .int(let number) where range.contains(number): return
        case .float(let number) where Double(range.lowerBound) <= number && number <= Double(range.upperBound): return
        case .unsigned where range.upperBound == .max: return
        case .int, .unsigned, .float:
            let bounds =
                range.upperBound == .max
                ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            report(.valueOutOfRange, "'\(path)' must be \(bounds), not \(node.scalarText ?? "")", at: node.location)
        default: return
        }
    }

    private func wrongKind(_ node: Node, _ shape: Shape, _ path: NodePath) {
        if case .float(let number) = node.value, fits(node.with(.int(0)), shape) {
            let whole = node.location.isConcealed ? nil : Int(exactly: number).map { "write '\($0)'" }
            report(
                .wrongType,
                "'\(path)' must be \(shape.noun), not '\(node.quotable(InlineText.number(node)))'",
                at: node.location,
                hint: whole
            )
            return
        }
        var hint: String?
        if fits(node, .scalar([.number, .boolean])), fits(node.with(.string("")), shape), let text = node.scalarText {
            hint = node.location.isConcealed ? "write it in quotes" : "write \"\(text)\" in quotes"
        } else if let text = node.string {
            hint = node.location.isConcealed ? nil : missingSpace(in: text, shape, at: node.location)
        }
        report(.wrongType, "'\(path)' must be \(shape.noun), not \(noun(of: node))", at: node.location, hint: hint)
    }

    /// What to write for a text that would be the right kind of value with a space behind its colon or dash.
    private func missingSpace(in text: String, _ shape: Shape, at location: SourceLocation) -> String? {
        if fits(Node(value: .sequence([]), location: location), shape), let first = text.first, first == "-",
            text.dropFirst().first != " "
        {
            return "write a space behind each '-'"
        }
        guard let colon = text.firstIndex(of: ":"), !text.contains(": "), let record = shape.record else { return nil }
        let (key, value) = (text[..<colon], text[text.index(after: colon)...].prefix { $0 != " " })
        guard record[String(key)] != nil, !value.isEmpty else { return nil }
        return "write '\(key): \(value)', with a space behind the colon"
    }

    private func noun(of node: Node) -> String {
        switch node.value {
        case .null: "empty"
        case .bool(let flag): flag ? "true" : "false"
        case .int, .unsigned, .float: "a number"
        case .string: "a string"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    private func checkChoice(_ node: Node, _ choices: [String], _ path: NodePath) {
        guard let text = node.string else { return wrongKind(node, .text, path) }
        guard !choices.contains(text) else { return }
        let list = choices.map { "'\($0)'" }.joined(separator: ", ")
        let nearest = diagnostics.nearest(to: text, among: choices)
        report(
            .unknownValue,
            "'\(path)' must be one of \(list), not '\(text)'",
            at: node.location,
            hint: nearest.map(NameSuggestion.question)
        )
    }

    /// - Parameter alternative: the mapping that may stand in place of the list.
    private func checkSequence(
        _ node: Node,
        _ item: Shape,
        _ unique: Bool,
        _ path: NodePath,
        or alternative: Shape?
    ) {
        guard let items = node.sequence else { return wrongKind(node, .sequence(item, unique: unique), path) }
        var seen: [String: Int] = [:]
        for (index, element) in items.enumerated() where element.directive != .reset {
            if let mistake = AccidentalMapping(element, of: item, or: alternative) {
                mistake.report(at: path.appending(index), to: diagnostics)
                continue
            }
            check(element, against: item, path: path.appending(index))
            if unique, let text = element.scalarText, let first = seen.updateValue(index, forKey: text), mode == .whole
            {
                report(
                    .itemRepeated,
                    "'\(path)' lists '\(element.quotable(text))' twice, at \(first) and \(index)",
                    at: element.location
                )
            }
        }
    }

    private func checkMapping(_ node: Node, _ value: Shape, _ keys: Shape.KeyRule, _ path: NodePath) {
        guard let entries = node.mapping else { return wrongKind(node, .mapping(value, keys: keys), path) }
        for (key, entry) in entries {
            if !keys.allows(key), !(keepsVariables && Template.isNeeded(for: key)) {
                report(.malformedName, "'\(key)' is not a valid name in '\(path)'", at: entry.place, hint: keys.hint)
            }
            check(entry, against: value, path: path.appending(key))
        }
    }

    private func checkRecord(_ node: Node, _ record: Record, _ path: NodePath) {
        if node.isNull { return }
        guard let entries = node.mapping else { return wrongKind(node, .record(record), path) }
        if mode == .whole, node.lacksBase {
            // What they extend may supply what is missing.
            SchemaValidator(mode: .layer, diagnostics: diagnostics, keepsVariables: keepsVariables)
                .checkRecord(node, record, path)
            return
        }
        for (key, entry) in entries {
            if let attribute = record[key] {
                check(entry, against: attribute.shape, path: path.appending(key))
                if attribute.isFlag { checkFlag(entry, path.appending(key)) }
            } else if !key.hasPrefix("x-") {
                unknown(key, entry, record, path)
            }
        }
        guard mode == .whole, !record.required.isEmpty, node.directive != .reset else { return }
        // What is missing may be there under the unknown name.
        guard entries.keys.allSatisfy({ record[$0] != nil || $0.hasPrefix("x-") }) else { return }
        for name in record.required where entries[name] == nil {
            report(.attributeMissing, "'\(path)' has no '\(name)'", at: node.place)
        }
    }

    private func checkFlag(_ node: Node, _ path: NodePath) {
        guard let text = node.string, ScalarReader.bool(node) == nil, node.directive != .reset,
            !keepsVariables || !Template.isNeeded(for: text)
        else { return }
        report(.wrongType, "'\(path)' must be true or false, not '\(text)'", at: node.location)
    }

    private func unknown(_ key: String, _ entry: Node, _ record: Record, _ path: NodePath) {
        let nearest = diagnostics.nearest(to: key, among: record.attributes.map(\.name))
        let place = path.isRoot ? "at the top level" : "in '\(path)'"
        var hint = nearest.map(NameSuggestion.question)
        if hint == nil, path.isRoot,
            entry.mapping?.keys.contains(where: { Record.service[$0] != nil }) == true
        {
            hint = "put services below 'services:'"
        }
        report(.unknownAttribute, "unknown attribute '\(key)' \(place)", at: entry.place, hint: hint)
        if path.isRoot { diagnostics.markIncomplete() }
    }

    private func report(
        _ code: DiagnosticCode,
        _ message: String,
        at location: SourceLocation,
        hint: String? = nil
    ) {
        diagnostics.error(code, message, at: location, hint: hint)
    }
}

extension Shape.KeyRule {
    fileprivate func allows(_ key: String) -> Bool {
        switch self {
        case .any: true
        case .name:
            !key.isEmpty
                && key.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                        true
                    default: false
                    }
                }
        }
    }

    fileprivate var hint: String? {
        switch self {
        case .any: nil
        case .name: "use letters, digits, '.', '_' and '-'"
        }
    }
}
