internal import JSONText

/// Writes values as JSON in the style of docker compose.
struct JSONWriter {
    private var text = ""
    private let step: Int?

    /// - Parameter step: the spaces of one level of indentation; `nil` writes one line without spaces.
    static func text(_ value: OutputValue, step: Int? = 2) -> String {
        var writer = JSONWriter(step: step)
        writer.write(value, indent: 0)
        return writer.text
    }

    private init(step: Int?) {
        self.step = step
    }

    private mutating func write(_ value: OutputValue, indent: Int) {
        switch value {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .int(let number): text += String(number)
        case .number(let number): text += number
        case .text(let string): text += JSONString.quoted(string)
        case .sequence(let items):
            writeCollection("[", items, "]", indent) { writer, item in
                writer.write(item, indent: indent + (writer.step ?? 0))
            }
        case .mapping(let entries):
            writeCollection("{", entries, "}", indent) { writer, entry in
                writer.text += JSONString.quoted(entry.key)
                writer.text += writer.step == nil ? ":" : ": "
                writer.write(entry.value, indent: indent + (writer.step ?? 0))
            }
        }
    }

    private mutating func writeCollection<Element>(
        _ open: String,
        _ elements: [Element],
        _ close: String,
        _ indent: Int,
        _ write: (inout JSONWriter, Element) -> Void
    ) {
        text += open
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            startLine(indent + (step ?? 0))
            write(&self, element)
        }
        if !elements.isEmpty { startLine(indent) }
        text += close
    }

    private mutating func startLine(_ indent: Int) {
        if step != nil { text += "\n" + String(repeating: " ", count: indent) }
    }
}
