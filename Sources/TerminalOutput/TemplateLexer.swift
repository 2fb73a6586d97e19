/// A template cut into plain text and actions, and an action into words.
struct TemplateLexer {
    /// A piece of a template.
    enum Piece: Hashable {
        /// Text that is shown as it is.
        case text(String)
        /// What stands between `{{` and `}}`.
        case action([Word])
    }

    /// A word of an action.
    enum Word: Hashable {
        /// A name: a keyword or a function.
        case name(String)
        /// `.`, `.A` or `.A.B`, as names; `$` counts as `.`, since nothing but the outermost value has that name.
        case field([String], ofRoot: Bool)
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
    }

    /// Cuts a template.
    ///
    /// - Throws: ``TemplateError``.
    static func pieces(of template: String) throws -> [Piece] {
        var pieces: [Piece] = []
        var rest = template[...]
        var trimsStart = false
        while let open = rest.range(of: "{{") {
            var text = rest[..<open.lowerBound]
            var body = rest[open.upperBound...]
            let trimsEnd = body.hasPrefix("-") && body.dropFirst().first?.isWhitespace == true
            if trimsEnd { body = body.dropFirst() }
            if trimsStart { text = text.drop(while: \.isWhitespace) }
            if trimsEnd { while text.last?.isWhitespace == true { text = text.dropLast() } }
            if !text.isEmpty { pieces.append(.text(String(text))) }
            let (content, after) = try action(body)
            rest = after
            trimsStart = content.hasSuffix("-") && content.dropLast().last?.isWhitespace == true
            let inner = (trimsStart ? content.dropLast() : content).trimmed
            if inner.hasPrefix("/*") {
                guard inner.hasSuffix("*/") else { throw TemplateError("a comment is not closed: '{{\(inner)}}'") }
            } else {
                pieces.append(.action(try words(of: inner)))
            }
        }
        if trimsStart { rest = rest.drop(while: \.isWhitespace) }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        return pieces
    }

    /// What stands before `}}`, which does not count inside quotes.
    private static func action(_ body: Substring) throws -> (content: Substring, after: Substring) {
        var index = body.startIndex
        var quote: Character?
        while index < body.endIndex {
            let character = body[index]
            if let open = quote {
                if character == "\\", open == "\"" {
                    index = body.index(after: index)
                    guard index < body.endIndex else { break }
                } else if character == open {
                    quote = nil
                }
            } else if character == "\"" || character == "`" {
                quote = character
            } else if body[index...].hasPrefix("}}") {
                return (body[..<index], body[body.index(index, offsetBy: 2)...])
            }
            index = body.index(after: index)
        }
        throw TemplateError("an action is not closed: '{{\(body)'", hint: "end it with '}}'")
    }

    private static func words(of action: Substring) throws -> [Word] {
        var words: [Word] = []
        var rest = action
        while let character = rest.first {
            switch character {
            case _ where character.isWhitespace: rest = rest.dropFirst()
            case "(": (words, rest) = (words + [.open], rest.dropFirst())
            case ")":
                (words, rest) = (words + [.close], rest.dropFirst())
                if rest.first == "." {
                    let (names, after) = try field(rest)
                    (words, rest) = (words + [.chained(names)], after)
                }
            case "|": (words, rest) = (words + [.pipe], rest.dropFirst())
            case ".":
                let (names, after) = try field(rest)
                (words, rest) = (words + [.field(names, ofRoot: false)], after)
            case "$":
                rest = rest.dropFirst()
                guard rest.first.map({ $0 == "." || $0.isWhitespace || $0 == ")" || $0 == "|" }) ?? true else {
                    throw TemplateError("variables are not known in templates: '{{\(action)}}'")
                }
                let (names, after) = rest.first == "." ? try field(rest) : ([], rest)
                (words, rest) = (words + [.field(names, ofRoot: true)], after)
            case "\"", "`":
                let (text, after) = try literal(rest, in: action)
                (words, rest) = (words + [.text(text)], after)
            case _ where character.isNumber || character == "-":
                let digits = rest.prefix { $0 == "-" || $0.isNumber }
                guard let number = Int(digits) else { throw TemplateError("'\(digits)' is no whole number") }
                (words, rest) = (words + [.number(number)], rest.dropFirst(digits.count))
            case _ where character.isLetter || character == "_":
                let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                (words, rest) = (words + [.name(String(name))], rest.dropFirst(name.count))
            default: throw TemplateError("'\(character)' means nothing in a template: '{{\(action)}}'")
            }
        }
        return words
    }

    /// `.A.B`, from its first dot on.
    private static func field(_ text: Substring) throws -> (names: [String], after: Substring) {
        var names: [String] = []
        var rest = text
        while rest.first == "." {
            let name = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            rest = rest.dropFirst(1 + name.count)
            if !name.isEmpty {
                names.append(String(name))
            } else if !names.isEmpty || rest.first == "." {
                throw TemplateError("a name is missing behind '.'")
            }
        }
        return (names, rest)
    }

    private static func literal(_ text: Substring, in action: Substring) throws -> (text: String, after: Substring) {
        guard let quote = text.first else { return ("", text) }
        var result = ""
        var rest = text.dropFirst()
        while let character = rest.popFirst() {
            if character == quote { return (result, rest) }
            guard character == "\\", quote == "\"" else {
                result.append(character)
                continue
            }
            switch rest.popFirst() {
            case "n": result.append("\n")
            case "t": result.append("\t")
            case "r": result.append("\r")
            case "\"": result.append("\"")
            case "\\": result.append("\\")
            case let other:
                throw TemplateError("'\\\(other.map(String.init) ?? "")' means nothing in a template's text")
            }
        }
        throw TemplateError("a text is not closed: '{{\(action)}}'", hint: "end it with '\(quote)'")
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var result = drop(while: \.isWhitespace)
        while result.last?.isWhitespace == true { result = result.dropLast() }
        return result
    }

    fileprivate func range(of text: String) -> Range<Index>? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(text) { return index..<self.index(index, offsetBy: text.count) }
            index = self.index(after: index)
        }
        return nil
    }
}
