/// A text with variables in it, parsed.
///
/// - Shape: `$$`, `$NAME`, `${NAME}`, and `${NAME…}` with one of the operators of ``Operator`` and a word that may itself
///   contain variables. A `$` that begins none of these stands for itself.
/// - Source: Compose Specification, "Interpolation".
struct Template: Sendable, Hashable {
    /// The parts, in order.
    var parts: [Part]

    /// A piece of a template.
    enum Part: Sendable, Hashable {
        /// Text that stands for itself.
        case text(String)
        /// A variable.
        case variable(Variable)
    }

    /// A variable with what is done when it is set or not.
    struct Variable: Sendable, Hashable {
        var name: String
        /// The text as written, such as `${NAME:-x}`.
        var source: String
        var operation: Operation?
    }

    /// An operator with its word.
    struct Operation: Sendable, Hashable {
        var kind: Operator
        var word: Template
    }

    /// What is done when a variable is set or not.
    enum Operator: String, Sendable, Hashable {
        /// The word when it is unset or empty.
        case defaultIfEmpty = ":-"
        /// The word when it is unset.
        case defaultIfUnset = "-"
        /// An error with the word when it is unset or empty.
        case requireNonempty = ":?"
        /// An error with the word when it is unset.
        case require = "?"
        /// The word when it is set and not empty.
        case replaceIfNonempty = ":+"
        /// The word when it is set.
        case replaceIfSet = "+"
    }

    /// Why a text is not a template.
    struct SyntaxError: Error, Hashable {
        /// The text from the `${` on that cannot be read.
        var source: String
        /// What is wrong with it.
        var problem: Problem

        enum Problem: Hashable {
            /// The closing brace is missing.
            case unterminated
            /// What follows `${` is not a name.
            case invalidName
            /// What follows the name is neither `}` nor an operator.
            case invalidOperator
            /// Variables stand in the words of variables more often than ``Template/nestingLimit`` allows.
            case tooDeep
        }

        /// The text, cut off where it is longer than a message should be.
        var shownSource: String { source.count > 60 ? "\(source.prefix(60))…" : source }

        /// The text's beginning without what may be part of a password with a dollar sign in it.
        var concealedSource: String {
            let name = source.dropFirst(2).prefix { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
            return name.contains(where: \.isLowercase) ? "${…" : "${\(name)…"
        }
    }

    /// How deep variables may stand in the words of variables.
    static let nestingLimit = 100
    /// How many variables of a text may have braces in their words that do not pair: each is read twice.
    private static let repairLimit = 100

    /// Whether there is anything to replace or to unescape.
    static func isNeeded(for text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: "$"))
    }

    /// Parses a text.
    init(parsing text: String) throws(SyntaxError) {
        var parser = Parser(bytes: Array(text.utf8))
        parts = try parser.parts(untilBrace: false)
    }
}

extension Template {
    private init(parts: [Part]) {
        self.parts = parts
    }

    private struct Parser {
        let bytes: [UInt8]
        var position = 0
        var nesting = 0
        var repairs = 0

        mutating func parts(untilBrace: Bool) throws(SyntaxError) -> [Part] {
            var parts: [Part] = []
            var text: [UInt8] = []
            var depth = 0
            while position < bytes.count {
                let byte = bytes[position]
                if byte == UInt8(ascii: "$"), let part = try variable() {
                    if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
                    text = []
                    parts.append(part)
                    continue
                }
                if untilBrace, byte == UInt8(ascii: "}") {
                    if depth == 0 { break }
                    depth -= 1
                } else if untilBrace, byte == UInt8(ascii: "{") {
                    depth += 1
                }
                text.append(byte)
                position += 1
            }
            if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
            return parts
        }

        /// Reads what a `$` begins; `nil`, with nothing read, when it stands for itself.
        private mutating func variable() throws(SyntaxError) -> Part? {
            let start = position
            guard position + 1 < bytes.count else { return nil }
            let next = bytes[position + 1]
            if next == UInt8(ascii: "$") {
                position += 2
                return .text("$")
            }
            if isNameStart(next) {
                position += 1
                let name = readName()
                return .variable(Variable(name: name, source: "$" + name))
            }
            guard next == UInt8(ascii: "{") else { return nil }
            position += 2
            guard position < bytes.count, isNameStart(bytes[position]) else { throw error(.invalidName, from: start) }
            let name = readName()
            let operationStart = position
            var operation = try operation(from: start)
            if position >= bytes.count {
                // Braces in the word that do not pair: the last closing one ends the variable, as in docker compose.
                guard let kind = operation?.kind, let last = bytes.lastIndex(of: UInt8(ascii: "}")), last > start else {
                    throw error(.unterminated, from: start)
                }
                repairs += 1
                guard repairs <= Template.repairLimit else { throw error(.unterminated, from: start) }
                let wordStart = operationStart + kind.rawValue.utf8.count
                var word = Parser(bytes: Array(bytes[wordStart..<last]), nesting: nesting + 1, repairs: repairs)
                operation = Operation(kind: kind, word: Template(parts: try word.parts(untilBrace: false)))
                repairs = word.repairs
                position = last
            }
            position += 1
            let source = String(decoding: bytes[start..<position], as: UTF8.self)
            return .variable(Variable(name: name, source: source, operation: operation))
        }

        private mutating func operation(from start: Int) throws(SyntaxError) -> Operation? {
            guard position < bytes.count else { throw error(.unterminated, from: start) }
            if bytes[position] == UInt8(ascii: "}") { return nil }
            for length in [2, 1] where position + length <= bytes.count {
                let text = String(decoding: bytes[position..<(position + length)], as: UTF8.self)
                guard let kind = Operator(rawValue: text) else { continue }
                position += length
                nesting += 1
                defer { nesting -= 1 }
                guard nesting <= Template.nestingLimit else { throw error(.tooDeep, from: start) }
                return Operation(kind: kind, word: Template(parts: try parts(untilBrace: true)))
            }
            throw error(.invalidOperator, from: start)
        }

        private mutating func readName() -> String {
            let start = position
            while position < bytes.count, isNamePart(bytes[position]) {
                position += 1
            }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }

        private func error(_ problem: SyntaxError.Problem, from start: Int) -> SyntaxError {
            let line = bytes[start...].prefix(1_000).prefix { $0 != UInt8(ascii: "\n") }
            return SyntaxError(source: String(decoding: line, as: UTF8.self), problem: problem)
        }

        private func isNameStart(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
            default: false
            }
        }

        private func isNamePart(_ byte: UInt8) -> Bool {
            isNameStart(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
    }
}
