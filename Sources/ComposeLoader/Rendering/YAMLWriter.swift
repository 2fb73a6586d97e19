/// Writes values as YAML in the style of docker compose: block collections, quotes only where needed.
struct YAMLWriter {
    private var text = ""
    private let step: Int

    /// - Parameter step: the spaces of one level of mappings.
    static func text(_ value: OutputValue, step: Int = 2) -> String {
        var writer = YAMLWriter(step: step)
        writer.writeBlock(value, indent: 0, isInline: true)
        if !writer.text.hasSuffix("\n") { writer.text += "\n" }
        return writer.text
    }

    private init(step: Int) {
        self.step = step
    }

    /// Writes a value; `isInline` when its first line begins where the text is now.
    private mutating func writeBlock(_ value: OutputValue, indent: Int, isInline: Bool) {
        switch value {
        case .mapping(let entries) where !entries.isEmpty:
            for (index, entry) in entries.enumerated() {
                if index > 0 || !isInline { startLine(indent) }
                writeEntry(entry, indent: indent)
            }
        case .sequence(let items) where !items.isEmpty:
            for (index, item) in items.enumerated() {
                if index > 0 || !isInline { startLine(indent) }
                text += "- "
                writeBlock(item, indent: indent + 2, isInline: true)
            }
        default:
            text += scalar(value, indent: indent)
        }
    }

    private mutating func startLine(_ indent: Int) {
        if !text.hasSuffix("\n") { text += "\n" }
        text += String(repeating: " ", count: indent)
    }

    private mutating func writeEntry(_ entry: OutputValue.Entry, indent: Int) {
        let isSimple = entry.key.utf8.count <= 128 && !entry.key.unicodeScalars.contains(where: YAMLTextTraits.isBreak)
        if isSimple {
            text += YAMLScalarStyle.key(entry.key) + ":"
        } else {
            text += "? " + YAMLScalarStyle.value(entry.key, indent: indent + step)
            startLine(indent)
            text += ":"
        }
        switch entry.value {
        case .mapping(let entries) where !entries.isEmpty:
            if isSimple {
                writeBlock(entry.value, indent: indent + step, isInline: false)
            } else {
                text += " "
                writeBlock(entry.value, indent: indent + step, isInline: true)
            }
        case .sequence(let items) where !items.isEmpty:
            if isSimple {
                writeBlock(entry.value, indent: indent + step, isInline: false)
            } else {
                text += " "
                writeBlock(entry.value, indent: indent + step, isInline: true)
            }
        default:
            text += " " + scalar(entry.value, indent: indent + step)
        }
    }

    private func scalar(_ value: OutputValue, indent: Int) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .int(let number): String(number)
        case .number(let text): text
        case .text(let text): YAMLScalarStyle.value(text, indent: indent)
        case .sequence: "[]"
        case .mapping: "{}"
        }
    }
}
