/// Text in the language of manual pages, mdoc, put together piece by piece.
struct ManualText {
    /// The lines so far, each ended by a line break.
    private(set) var text = ""

    /// Adds a request or a macro with its arguments, which are in the language already.
    mutating func line(_ line: String) { text += line + "\n" }

    /// Adds running text, each sentence on lines of its own.
    mutating func prose(_ prose: String) {
        for sentence in Self.sentences(of: prose) {
            var current = ""
            for word in sentence.split(separator: " ") {
                // As long as mandoc likes lines to be.
                if !current.isEmpty, Self.escaped(current + " " + word).utf8.count > 80 {
                    line(Self.escaped(current))
                    current = ""
                }
                current += (current.isEmpty ? "" : " ") + word
            }
            line(Self.escaped(current))
        }
    }

    /// Adds what stands behind a command's name: `[options] <service> [argument...]`.
    mutating func operands(_ usage: String) {
        for piece in usage.split(omittingEmptySubsequences: false, whereSeparator: { "]>".contains($0) }) {
            let name = piece.drop { " [<".contains($0) }
            let isOptional = piece.contains("[")
            guard !name.isEmpty else { continue }
            line((isOptional ? ".Op Ar " : ".Ar ") + Self.escaped(String(name).replacing("...", with: " ...")))
        }
    }

    /// Text that means itself.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        var previous: Character = " "
        for character in text {
            switch character {
            case "\\": escaped += "\\e"
            case "'": escaped += "\\(aq"
            case "~": escaped += "\\(ti"
            case "^": escaped += "\\(ha"
            case "`": escaped += "\\(ga"
            // A dash that begins an option is no hyphen.
            case "-" where !previous.isLetter && !previous.isNumber: escaped += "\\-"
            default: escaped.append(character)
            }
            previous = character
        }
        return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
    }

    /// The sentences of a text; a blank behind an end of a sentence is where the next one begins.
    private static func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        var current = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            current += (current.isEmpty ? "" : " ") + word
            let end = word.last { !"'\")".contains($0) }
            if let end, ".!?".contains(end) {
                sentences.append(current)
                current = ""
            }
        }
        return sentences + (current.isEmpty ? [] : [current])
    }
}
