/// A value of a text in JSON with comments, with where it stands.
struct JSONCNode: Sendable, Hashable {
    /// Where it stands in the text, in bytes.
    var range: Range<Int>
    /// What it is.
    var content: Content

    /// What a value is.
    enum Content: Sendable, Hashable {
        /// An object; of each item the key is known.
        case object([Item])
        /// An array.
        case array([Item])
        /// A text, without quotes and escapes.
        case text(String)
        /// A number, `true`, `false` or `null`, as it is written.
        case literal(String)
    }

    /// One value of an object or an array.
    struct Item: Sendable, Hashable {
        /// Its key in an object.
        var key: String?
        /// Where it begins, with its key.
        var start: Int
        /// Its value, with which it ends.
        var value: JSONCNode
        /// Where the comma behind it stands; `nil` where there is none.
        var comma: Int?

        /// Where it ends, without its comma.
        var end: Int { value.range.upperBound }
    }

    /// The items of an object or an array; empty for others.
    var items: [Item] {
        switch content {
        case .object(let items), .array(let items): items
        case .text, .literal: []
        }
    }

    /// Whether it is an object.
    var isObject: Bool { if case .object = content { true } else { false } }

    /// Whether it is an array.
    var isArray: Bool { if case .array = content { true } else { false } }

    /// The value under a key of an object, the last one where there are several; `nil` where there is none.
    subscript(key: String) -> JSONCNode? { items.last { $0.key == key }?.value }

    /// Its text; `nil` for others.
    var text: String? { if case .text(let text) = content { text } else { nil } }

    /// Whether it says the same as a value, however it is written.
    func says(_ value: JSONCValue) -> Bool {
        switch (content, value) {
        case (.text(let own), .text(let text)): own == text
        case (.literal(let own), .number(let number)): own == String(number)
        case (.literal(let own), .flag(let flag)): own == String(flag)
        case (.array(let items), .list(let values)):
            items.count == values.count && zip(items, values).allSatisfy { $0.value.says($1) }
        case (.object(let items), .object(let members)):
            items.count == members.count && members.allSatisfy { self[$0.name]?.says($0.value) ?? false }
        default: false
        }
    }
}
