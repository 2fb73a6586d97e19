import Foundation

/// A JSON value as it was written: `true` is no number here.
package indirect enum ParsedJSON: Decodable, Hashable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([ParsedJSON])
    case object([String: ParsedJSON])

    /// Reads a text.
    package init(_ text: String) throws { self = try JSONDecoder().decode(ParsedJSON.self, from: Data(text.utf8)) }

    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let boolean = try? value.decode(Bool.self) {
            self = .boolean(boolean)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let string = try? value.decode(String.self) {
            self = .string(string)
        } else if let array = try? value.decode([ParsedJSON].self) {
            self = .array(array)
        } else {
            self = .object(try value.decode([String: ParsedJSON].self))
        }
    }

    /// The value of a key; `nil` for what is no object or has none.
    package subscript(key: String) -> ParsedJSON? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// The members of an object; empty for what is none.
    package var members: [String: ParsedJSON] { if case .object(let members) = self { members } else { [:] } }

    /// The elements of an array; empty for what is none.
    package var elements: [ParsedJSON] { if case .array(let elements) = self { elements } else { [] } }

    /// The text of a string.
    package var string: String? { if case .string(let string) = self { string } else { nil } }
}
