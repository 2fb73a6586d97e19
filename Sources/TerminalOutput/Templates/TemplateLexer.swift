/// A template cut into plain text and actions, and an action into words.
struct TemplateLexer {
    /// A piece of a template.
    enum Piece: Hashable {
        /// Text that is shown as it is.
        case text(String)
        /// What stands between `{{` and `}}`, and where it stands with these.
        case action([Word], at: TemplatePlace)
    }

    /// A word of an action, and where it stands.
    struct Word: Hashable {
        /// What it is.
        var kind: Kind
        /// Where it stands.
        var place: TemplatePlace

        /// What a word is.
        enum Kind: Hashable {
            /// A name: a keyword or a function.
            case name(String)
            /// `.`, `.A` or `.A.B`, as names.
            case field([String])
            /// `$`, `$x` or `$x.A`: the variable's name, empty for the outermost value, and names of fields.
            case variable(String, [String])
            /// `.A` behind a parenthesis.
            case chained([String])
            /// A text.
            case text(String)
            /// A number.
            case number(Int)
            /// `(`.
            case open
            /// `)`.
            case close
            /// `|`.
            case pipe
            /// `,`.
            case comma
            /// `:=`.
            case declare
            /// `=`.
            case assign
        }
    }

    /// The whole text.
    private let source: [Unicode.Scalar]
    /// Where the template ends in it.
    private let end: Int
    /// Whether `\t` and `\n` in plain text stand for a tab and a line break: shells hand them on as they are.
    private let unescapes: Bool
    private var index: Int

    /// Cuts a part of a text.
    ///
    /// - Throws: ``TemplateError``.
    static func pieces(of source: [Unicode.Scalar], in part: Range<Int>, unescapes: Bool) throws -> [Piece] {
        var lexer = TemplateLexer(source: source, end: part.upperBound, unescapes: unescapes, index: part.lowerBound)
        return try lexer.pieces()
    }

    private mutating func pieces() throws -> [Piece] {
        var pieces: [Piece] = []
        var trimsStart = false
        while index < end {
            var text = plainText()
            if trimsStart { text.removeFirst(text.prefix(while: \.properties.isWhitespace).count) }
            trimsStart = false
            guard index < end else {
                Self.append(text, to: &pieces)
                break
            }
            let start = index
            index += 2
            if current == "-", index + 1 < end, source[index + 1].properties.isWhitespace {
                index += 1
                while let last = text.last, last.properties.isWhitespace { text.removeLast() }
            }
            Self.append(text, to: &pieces)
            if let words = try action(from: start) {
                pieces.append(.action(words, at: TemplatePlace(start: start, end: index)))
            }
            trimsStart = index >= 3 && source[index - 3] == "-" && source[index - 4].properties.isWhitespace
        }
        return pieces
    }

    private static func append(_ text: [Unicode.Scalar], to pieces: inout [Piece]) {
        if !text.isEmpty { pieces.append(.text(String(String.UnicodeScalarView(text)))) }
    }

    /// Reads up to `{{` or the end.
    private mutating func plainText() -> [Unicode.Scalar] {
        var text: [Unicode.Scalar] = []
        while index < end, !isAt("{{") {
            if unescapes, isAt("\\t") || isAt("\\n") {
                text.append(source[index + 1] == "t" ? "\t" : "\n")
                index += 2
            } else {
                text.append(source[index])
                index += 1
            }
        }
        return text
    }

    /// Reads an action to its end.
    ///
    /// - Parameter start: where its `{{` stands.
    /// - Returns: `nil` for a comment.
    private mutating func action(from start: Int) throws -> [Word]? {
        skipBlanks()
        if isAt("/*") { return try comment(from: start) }
        var words: [Word] = []
        while true {
            skipBlanks()
            guard index < end else { throw unclosed(start) }
            if isAt("}}") {
                index += 2
                return words
            }
            // The mark that trims what follows.
            if isAt("-}}"), source[index - 1].properties.isWhitespace {
                index += 3
                return words
            }
            words.append(try word(after: words.last, from: start))
        }
    }

    private mutating func comment(from start: Int) throws -> [Word]? {
        while index < end, !isAt("*/") { index += 1 }
        index += 2
        skipBlanks()
        if isAt("-}}") { index += 1 }
        guard isAt("}}") else {
            throw TemplateError("a comment is not closed", hint: "end it with '*/}}'", at: place(from: start, to: end))
        }
        index += 2
        return nil
    }

    private mutating func word(after previous: Word?, from start: Int) throws -> Word {
        let begin = index
        let scalar = source[index]
        let kind: Word.Kind
        switch scalar {
        case "(": kind = single(.open)
        case ")": kind = single(.close)
        case "|": kind = single(.pipe)
        case ",": kind = single(.comma)
        case "=": kind = single(.assign)
        case ":" where isAt(":="):
            index += 2
            kind = .declare
        case ".":
            let isChained = previous?.kind == .close && previous?.place.end == index
            let names = try fields()
            kind = isChained ? .chained(names) : .field(names)
        case "$":
            index += 1
            let name = identifier()
            kind = .variable(name, current == "." ? try fields() : [])
        case "\"", "`": kind = .text(try literal(from: start))
        case _ where scalar.isDigit || scalar == "-" || scalar == "+":
            index += 1
            while let next = current, next.isWordPart || next == "." { index += 1 }
            let digits = text(from: begin)
            guard let number = Int(digits) else {
                throw TemplateError("'\(digits)' is no whole number", at: place(from: begin))
            }
            kind = .number(number)
        case _ where scalar.isWordPart: kind = .name(identifier())
        default:
            throw TemplateError("'\(scalar)' means nothing in a template", at: place(from: begin, to: begin + 1))
        }
        return Word(kind: kind, place: place(from: begin))
    }

    private mutating func single(_ kind: Word.Kind) -> Word.Kind {
        index += 1
        return kind
    }

    private mutating func identifier() -> String {
        let begin = index
        while let next = current, next.isWordPart { index += 1 }
        return text(from: begin)
    }

    /// `.A.B`, from its first dot on.
    private mutating func fields() throws -> [String] {
        var names: [String] = []
        while current == "." {
            index += 1
            let name = identifier()
            if !name.isEmpty {
                names.append(name)
            } else if !names.isEmpty || current == "." {
                throw TemplateError("a name is missing behind '.'", at: place(from: index - 1))
            }
        }
        return names
    }

    private mutating func literal(from start: Int) throws -> String {
        let begin = index
        let quote = source[index]
        var result = String.UnicodeScalarView()
        index += 1
        while let scalar = current {
            index += 1
            if scalar == quote { return String(result) }
            guard scalar == "\\", quote == "\"" else {
                result.append(scalar)
                continue
            }
            guard let escaped = current else { break }
            index += 1
            switch escaped {
            case "n": result.append("\n")
            case "t": result.append("\t")
            case "r": result.append("\r")
            case "\"", "\\", "'": result.append(escaped)
            default:
                throw TemplateError(
                    "'\\\(escaped)' means nothing in a template's text",
                    hint: "write '\\\\' for a backslash",
                    at: place(from: index - 2)
                )
            }
        }
        throw TemplateError("a text is not closed", hint: "end it with '\(quote)'", at: place(from: begin, to: end))
    }

    private func unclosed(_ start: Int) -> TemplateError {
        TemplateError("an action is not closed", hint: "end it with '}}'", at: place(from: start, to: end))
    }

    private var current: Unicode.Scalar? { index < end ? source[index] : nil }

    private mutating func skipBlanks() {
        while let next = current, next.properties.isWhitespace { index += 1 }
    }

    private func isAt(_ text: String) -> Bool {
        var position = index
        for scalar in text.unicodeScalars {
            guard position < end, source[position] == scalar else { return false }
            position += 1
        }
        return true
    }

    private func text(from begin: Int) -> String { String(String.UnicodeScalarView(source[begin..<index])) }

    private func place(from begin: Int, to end: Int? = nil) -> TemplatePlace {
        TemplatePlace(start: begin, end: end ?? index)
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { "0"..."9" ~= self }
    fileprivate var isWordPart: Bool { self == "_" || properties.isAlphabetic || isDigit }
}
