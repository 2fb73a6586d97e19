import JSONText

/// JSON as Go's `encoding/json` writes it, byte for byte, for digests that docker compose computes too.
indirect enum GoJSON {
    /// A structure: members in order; those that are empty are left out, as Go's `omitempty` does.
    case structure([(name: String, value: GoJSON)])
    /// A map, whose keys are sorted by their bytes.
    case map([String: String])
    /// A list.
    case list([GoJSON])
    /// A text.
    case string(String)
    /// A truth value that is left out when it is false.
    case flag(Bool)
    /// A truth value that may be absent.
    case optionalFlag(Bool?)

    /// The text.
    var text: String {
        switch self {
        case .structure(let members):
            "{"
                + members.filter { !$0.value.isEmpty }.map { "\(JSONString.quoted($0.name)):\($0.value.text)" }
                .joined(separator: ",") + "}"
        case .map(let members):
            "{"
                + members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                .map { "\(JSONString.quoted($0.key)):\(JSONString.quoted($0.value))" }.joined(separator: ",") + "}"
        case .list(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
        case .string(let text): JSONString.quoted(text)
        case .flag(let value): String(value)
        case .optionalFlag(let value): value.map { String($0) } ?? "null"
        }
    }

    /// Whether `omitempty` leaves it out; it never leaves out a structure.
    private var isEmpty: Bool {
        switch self {
        case .structure: false
        case .map(let members): members.isEmpty
        case .list(let elements): elements.isEmpty
        case .string(let text): text.isEmpty
        case .flag(let value): !value
        case .optionalFlag(let value): value == nil
        }
    }
}
