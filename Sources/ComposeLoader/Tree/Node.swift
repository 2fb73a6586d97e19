internal import ComposeYAML
internal import OrderedCollections

/// A value on its way from the files to the project, with its origin.
struct Node: Sendable {
    /// What it holds.
    var value: Value
    /// Where the value is written, or, for one that is implied, what implies it.
    var location: SourceLocation
    /// Where the key of the value is written, if it stands under one.
    var keyLocation: SourceLocation?
    /// What the file wants done with the value's earlier layers.
    var directive: Directive = .layer
    /// Whether nobody wrote the value: a default, or derived from another value.
    var isImplied = false
    /// The form that the file has it in, where that is not the canonical one and has to be printed.
    var writtenAs: WrittenForm = .canonical
    /// What the place where the value is written did to earlier values.
    var action: ValueOrigin.Action = .set
    /// The places that had a say in the value before, oldest first.
    var earlier: [Trace] = []

    /// The kinds of values.
    enum Value: Sendable {
        case null
        case bool(Bool)
        case int(Int)
        /// A whole number from 2^63 to 2^64 − 1.
        case unsigned(UInt64)
        case float(Double)
        case string(String)
        case sequence([Node])
        case mapping(OrderedDictionary<String, Node>)
    }

    /// A form in which a file may have a value.
    enum WrittenForm: Sendable {
        /// The one that the later stages know.
        case canonical
        /// A list of `KEY=VALUE`, in place of a mapping.
        case assignments
        /// One value, in place of a list.
        case single
    }

    /// What the file wants done with a value's earlier layers.
    enum Directive: Sendable {
        /// Lay this one over them by the attribute's merge rule.
        case layer
        /// `!override`: drop them.
        case override
        /// `!reset`: drop them and this one.
        case reset
    }

    /// The place to point at when the whole attribute is meant: its key, if it has one.
    var place: SourceLocation { keyLocation ?? location }
}

extension Node {
    /// A value that follows from this one and stands in its place.
    func implying(_ value: Value) -> Node {
        Node(value: value, location: location, keyLocation: keyLocation, isImplied: true)
    }

    /// This node with another value, its origin kept.
    func with(_ value: Value) -> Node {
        var node = self
        node.value = value
        return node
    }

    var mapping: OrderedDictionary<String, Node>? {
        if case .mapping(let entries) = value { entries } else { nil }
    }

    var sequence: [Node]? {
        if case .sequence(let items) = value { items } else { nil }
    }

    var string: String? {
        if case .string(let text) = value { text } else { nil }
    }

    var isNull: Bool {
        if case .null = value { true } else { false }
    }

    /// The value under a key, if this is a mapping that has it.
    subscript(key: String) -> Node? {
        if case .mapping(let entries) = value { entries[key] } else { nil }
    }

    /// A scalar as text, in the form docker compose prints it; `nil` for null and collections.
    var scalarText: String? {
        switch value {
        case .bool(let flag): flag ? "true" : "false"
        case .int(let number): String(number)
        case .unsigned(let number): String(number)
        case .float(let number): FloatText.shortest(number)
        case .string(let text): text
        case .null, .sequence, .mapping: nil
        }
    }

    /// A text that was made of the value, as a message may quote it.
    func quotable(_ text: String) -> String { location.isConcealed ? "…" : text }

    /// Changes the entries of a mapping in place; does nothing for other values.
    mutating func updateMapping(_ change: (inout OrderedDictionary<String, Node>) -> Void) {
        guard case .mapping(var entries) = value else { return }
        value = .null
        change(&entries)
        value = .mapping(entries)
    }

    /// Changes the items of a sequence in place; does nothing for other values.
    mutating func updateSequence(_ change: (inout [Node]) -> Void) {
        guard case .sequence(var items) = value else { return }
        value = .null
        change(&items)
        value = .sequence(items)
    }
}
