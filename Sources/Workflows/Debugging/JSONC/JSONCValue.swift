import JSONText

/// A value that is written into JSON.
enum JSONCValue: Sendable, Hashable {
    /// A text.
    case text(String)
    /// A number.
    case number(Int)
    /// `true` or `false`.
    case flag(Bool)
    /// An array.
    case list([JSONCValue])
    /// An object, in this order.
    case object([Member])

    /// A value under a key.
    struct Member: Sendable, Hashable {
        /// The key.
        var name: String
        /// The value.
        var value: JSONCValue

        /// Creates one.
        init(_ name: String, _ value: JSONCValue) {
            self.name = name
            self.value = value
        }

        /// `"name": value`.
        func text(in layout: JSONCLayout) -> String {
            "\(JSONString.quoted(name, escapesHTML: false)): \(value.text(in: layout))"
        }
    }

    /// The value as it is written.
    ///
    /// - Parameter layout: how the lines of the text around it are laid out; the first line is not indented.
    func text(in layout: JSONCLayout) -> String {
        switch self {
        case .text(let text): JSONString.quoted(text, escapesHTML: false)
        case .number(let number): String(number)
        case .flag(let flag): String(flag)
        case .list(let values): Self.block("[", values.map { $0.text(in: layout.deeper) }, "]", layout)
        case .object(let members): Self.block("{", members.map { $0.text(in: layout.deeper) }, "}", layout)
        }
    }

    private static func block(_ open: String, _ parts: [String], _ close: String, _ layout: JSONCLayout) -> String {
        guard !parts.isEmpty else { return open + close }
        let inner = layout.newline + layout.deeper.indentation
        return open + inner + parts.joined(separator: "," + inner) + layout.newline + layout.indentation + close
    }
}
