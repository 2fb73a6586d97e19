import JSONText

/// What a template can show: the values that Go's templates know, as far as listings need them.
package indirect enum TemplateValue: Sendable {
    /// A text.
    case text(String)
    /// A whole number.
    case number(Int)
    /// True or false.
    case truth(Bool)
    /// Values in order.
    case list([TemplateValue])
    /// Named values, in the order in which they are printed.
    case record([(name: String, value: TemplateValue)])
    /// A field that takes arguments; throws ``TemplateError``.
    case function(@Sendable ([TemplateValue]) throws -> TemplateValue)
    /// Nothing.
    case null

    /// Whether `if` takes it for true: what is neither zero nor empty.
    var isTrue: Bool {
        switch self {
        case .text(let text): !text.isEmpty
        case .number(let number): number != 0
        case .truth(let truth): truth
        case .list(let values): !values.isEmpty
        case .record, .function: true
        case .null: false
        }
    }

    /// The value as `{{.}}` prints it.
    ///
    /// - Source: Go's `fmt.Print`.
    var text: String {
        switch self {
        case .text(let text): text
        case .number(let number): String(number)
        case .truth(let truth): String(truth)
        case .list(let values): "[\(values.map(\.text).joined(separator: " "))]"
        case .record(let fields): "{\(fields.filter { !$0.value.isFunction }.map(\.value.text).joined(separator: " "))}"
        case .function: ""
        case .null: "<no value>"
        }
    }

    /// The value as JSON, on one line.
    package var json: String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .number(let number): String(number)
        case .truth(let truth): String(truth)
        case .list(let values): "[\(values.map(\.json).joined(separator: ","))]"
        case .record(let fields):
            "{\(fields.filter { !$0.value.isFunction }.map { "\(Self.quoted($0.name)):\($0.value.json)" }.joined(separator: ","))}"
        case .function, .null: "null"
        }
    }

    /// The name of its kind, for messages.
    var kind: String {
        switch self {
        case .text: "a text"
        case .number: "a number"
        case .truth: "true or false"
        case .list: "a list"
        case .record: "a record"
        case .function: "a field with arguments"
        case .null: "nothing"
        }
    }

    /// Whether it is a text.
    var isText: Bool { if case .text = self { true } else { false } }

    private var isFunction: Bool { if case .function = self { true } else { false } }

    /// The commands of docker do not escape what is special in HTML.
    private static func quoted(_ text: String) -> String { JSONString.quoted(text, escapesHTML: false) }
}
