internal import ComposeYAML

/// Decides how a text is written in YAML, and writes it.
enum YAMLScalarStyle {
    /// A text as the value of a key or as an item; `indent` is that of the lines of a literal block.
    static func value(_ text: String, indent: Int) -> String {
        if isPlainWord(text) { return text }
        let traits = YAMLTextTraits(text)
        if text.contains("\n") {
            return traits.allowsBlock ? literal(text, indent: indent) : doubleQuoted(text)
        }
        if !readsAsText(text) { return doubleQuoted(text) }
        if traits.allowsPlain { return text }
        return traits.allowsSingleQuotes ? singleQuoted(text) : doubleQuoted(text)
    }

    static func key(_ text: String) -> String {
        if isPlainWord(text) { return text }
        if text.contains("\n") || !readsAsText(text) { return doubleQuoted(text) }
        let traits = YAMLTextTraits(text)
        if traits.allowsPlain, !text.isEmpty { return text }
        return traits.allowsSingleQuotes ? singleQuoted(text) : doubleQuoted(text)
    }

    private static let oldBooleans: Set<String> = [
        "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off", "OFF",
    ]

    /// Whether a text is so plain that nothing needs to be looked at: a letter, `/` or `_`, then letters, digits, `-`, `.`,
    /// `/` and `_`; longer than any word that means something else.
    private static func isPlainWord(_ text: String) -> Bool {
        var iterator = text.utf8.makeIterator()
        guard text.utf8.count > 5, let first = iterator.next(), isLetter(first) || first == UInt8(ascii: "/") else {
            return false
        }
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"):
                continue
            default: guard isLetter(byte) else { return false }
            }
        }
        return true
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// Whether a plain scalar with this text would be read as a text, by old parsers too.
    private static func readsAsText(_ text: String) -> Bool {
        guard case .string = YAMLScalar(plain: text) else { return false }
        if text.utf8.count <= 3, oldBooleans.contains(text) { return false }
        guard let first = text.utf8.first, first < UInt8(ascii: "A") else { return true }
        return !isSexagesimal(text) && !isTimestamp(text)
    }

    /// Whether a YAML 1.1 parser would read the text as a number of base 60, such as `22:22`.
    private static func isSexagesimal(_ text: String) -> Bool {
        var fields = text.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count > 1, let last = fields.last else { return false }
        fields[fields.count - 1] = last.prefix { $0 != "." }
        guard last.drop(while: { $0 != "." }).dropFirst().allSatisfy({ isDigit($0) || $0 == "_" }) else { return false }
        var head = fields.removeFirst()
        if head.first == "-" || head.first == "+" { head = head.dropFirst() }
        guard let first = head.first, isDigit(first), head.allSatisfy({ isDigit($0) || $0 == "_" }) else {
            return false
        }
        return fields.allSatisfy { field in
            (1...2).contains(field.count) && field.allSatisfy(isDigit) && (Int(field) ?? 60) < 60
        }
    }

    private static func isTimestamp(_ text: String) -> Bool {
        let date = text.prefix { isDigit($0) || $0 == "-" }
        let fields = date.split(separator: "-", omittingEmptySubsequences: false)
        guard fields.count == 3, fields[0].count == 4, (1...2).contains(fields[1].count),
            (1...2).contains(fields[2].count),
            let month = Int(fields[1]), let day = Int(fields[2]), (1...12).contains(month), (1...31).contains(day)
        else { return false }
        let rest = text.dropFirst(date.count)
        guard let separator = rest.first else { return true }
        guard separator == "T" || separator == "t" || separator == " " else { return false }
        let clock = rest.dropFirst().prefix { isDigit($0) || $0 == ":" || $0 == "." }
        let clockFields = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard clockFields.count == 3, clockFields.allSatisfy({ !$0.isEmpty }) else { return false }
        let zone = rest.dropFirst(1 + clock.count)
        if separator == " " { return zone.isEmpty }
        return zone == "Z" || (zone.count == 6 && (zone.first == "+" || zone.first == "-"))
    }

    private static func isDigit(_ character: Character) -> Bool {
        character.isASCII && character.isNumber
    }

    private static func singleQuoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    private static func literal(_ text: String, indent: Int) -> String {
        var header = "|"
        // Docker compose gives no indentation for a leading tab, and cannot read its own text then.
        if let first = text.unicodeScalars.first, first == " " || first == "\t" || YAMLTextTraits.isBreak(first) {
            header += "2"
        }
        if !text.hasSuffix("\n") {
            header += "-"
        } else if text == "\n" || text.hasSuffix("\n\n") {
            header += "+"
        }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if text.hasSuffix("\n") { lines.removeLast() }
        let margin = String(repeating: " ", count: indent)
        let body = lines.map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
        return header + "\n" + body + (text.hasSuffix("\n") ? "\n" : "")
    }

    private static func doubleQuoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if let escape = escapes[scalar] {
                quoted += "\\" + escape
            } else if YAMLTextTraits.isPrintable(scalar) {
                quoted.unicodeScalars.append(scalar)
            } else {
                quoted += hexadecimal(scalar.value)
            }
        }
        return quoted + "\""
    }

    private static let escapes: [Unicode.Scalar: String] = [
        "\0": "0", "\u{07}": "a", "\u{08}": "b", "\t": "t", "\n": "n", "\u{0B}": "v", "\u{0C}": "f", "\r": "r",
        "\u{1B}": "e", "\"": "\"", "\\": "\\", "\u{85}": "N", "\u{2028}": "L", "\u{2029}": "P",
    ]

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        let (prefix, width) = value <= 0xFF ? ("\\x", 2) : value <= 0xFFFF ? ("\\u", 4) : ("\\U", 8)
        return prefix + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
