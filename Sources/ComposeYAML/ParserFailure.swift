/// Why the C parser stopped, and what it knew then.
struct ParserFailure {
    /// What the parser ran into.
    var kind: Kind
    /// The parser's own words.
    var words: String
    /// Where it stopped.
    var place: Mark
    /// Where that began which it was reading.
    var start: Mark?
    /// The last scalar that it read, if that is in quotes.
    var lastQuoted: Quoted?
    /// The brackets that were open, outermost first.
    var openBrackets: [Mark] = []

    /// A place in the text; both are counted from 1.
    struct Mark: Hashable {
        var line: Int
        var column: Int
    }

    /// A scalar in quotes.
    struct Quoted {
        var start: Mark
        /// The place behind the closing quote.
        var end: Mark
    }

    /// What the parser ran into.
    enum Kind {
        case unclosedQuote
        case escape
        case mappingValue
        case simpleKey
        case tab
        case token
        case blockEntry
        case expectedKey
        case expectedItem
        case expectedSeparator
        case expectedContent
        case name
        case blockScalarHeader
        case documentStart
        case nesting
        case other

        /// The one place where the C library's words are told apart: it has no codes.
        init(problem: String, context: String?) {
            switch problem {
            case "found unexpected end of stream", "found unexpected document indicator": self = .unclosedQuote
            case "found unknown escape character", "did not find expected hexdecimal number",
                "found invalid Unicode character escape code":
                self = .escape
            case "mapping values are not allowed in this context": self = .mappingValue
            case "could not find expected ':'": self = .simpleKey
            case "found character that cannot start any token": self = .token
            case "block sequence entries are not allowed in this context": self = .blockEntry
            case "did not find expected key": self = .expectedKey
            case "did not find expected '-' indicator": self = .expectedItem
            case "did not find expected ',' or ']'", "did not find expected ',' or '}'": self = .expectedSeparator
            case "did not find expected node content": self = .expectedContent
            case "did not find expected alphabetic or numeric character": self = .name
            case "did not find expected comment or line break" where context == "while scanning a block scalar":
                self = .blockScalarHeader
            case "did not find expected <document start>": self = .documentStart
            case _ where problem.hasPrefix("found a tab character"): self = .tab
            case _ where problem.hasPrefix("Maximum nesting level"): self = .nesting
            default: self = .other
            }
        }
    }
}
