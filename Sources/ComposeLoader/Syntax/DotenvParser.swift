internal import ComposeYAML
internal import Diagnostics

/// Reads env files in the dialect of docker compose.
///
/// - Shape: comment lines with `#`; an optional `export`; `KEY=VALUE` or `KEY: VALUE`; a bare `KEY` takes its value from the
///   environment. Unquoted values end at the line's end or at ` #` and are expanded; `'…'` is literal and may span
///   lines; `"…"` knows escapes, may span lines, and is expanded.
/// - Source: Compose Specification, "Env_file format".
struct DotenvParser {
    private let source: SourceText
    private let bytes: [UInt8]
    private var position = 0
    private let lookup: (String) -> String?
    private let budget: LoadBudget
    private var values: [String: String]
    private(set) var assignments: [(key: String, value: String, location: SourceLocation)] = []

    /// The most variables that a file may set.
    static let assignmentLimit = 100_000

    /// Why an env file cannot be read.
    struct Failure: Error {
        var code = DiagnosticCode.malformedEnvironmentFile
        var message: String
        var location: SourceLocation
        var hint: String?
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - known: variables set by earlier files.
    ///   - lookup: variables that win over those of the files.
    static func assignments(
        in source: SourceText,
        known: [String: String] = [:],
        budget: LoadBudget = LoadBudget(),
        lookup: @escaping (String) -> String?
    ) throws(Failure) -> [(key: String, value: String, location: SourceLocation)] {
        var parser = DotenvParser(source, known: known, budget, lookup: lookup)
        try parser.run()
        return parser.assignments
    }

    private init(
        _ source: SourceText,
        known: [String: String],
        _ budget: LoadBudget,
        lookup: @escaping (String) -> String?
    ) {
        self.source = source
        bytes = source.bytes
        values = known
        self.lookup = lookup
        self.budget = budget
    }

    private mutating func run() throws(Failure) {
        while skipToStatement() {
            skipExport()
            let keyStart = position
            let (key, isInherited) = try readKey()
            let keyLocation = location(at: keyStart, length: key.unicodeScalars.count)
            guard assignments.count < Self.assignmentLimit else {
                throw Failure(
                    code: .limitExceeded,
                    message: "the file sets more than \(Self.assignmentLimit) variables",
                    location: keyLocation
                )
            }
            if key.contains(" ") {
                throw Failure(message: "a variable's name contains a space", location: keyLocation)
            }
            if isInherited {
                if let value = lookup(key) ?? values[key] { assign(key, value, keyLocation) }
                continue
            }
            skipBlanks()
            let value = try readValue()
            assign(key, value, statement(from: keyStart))
        }
    }

    /// Notes a variable; a value without a name has no effect, as in docker compose.
    private mutating func assign(_ key: String, _ value: String, _ location: SourceLocation) {
        if key.isEmpty { return }
        values[key] = value
        assignments.append((key, value, location))
    }

    /// Moves to the next statement; false at the end of the file.
    private mutating func skipToStatement() -> Bool {
        while position < bytes.count {
            if isSpace(bytes[position]) || bytes[position] == UInt8(ascii: "\n") {
                position += 1
            } else if bytes[position] == UInt8(ascii: "#") {
                skipLine()
            } else {
                return true
            }
        }
        return false
    }

    private mutating func skipLine() {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
            position += 1
        }
    }

    private mutating func skipBlanks() {
        while position < bytes.count, isSpace(bytes[position]) {
            position += 1
        }
    }

    private mutating func skipExport() {
        let word = Array("export".utf8)
        let end = position + word.count
        guard end < bytes.count, bytes[position..<end].elementsEqual(word), isSpace(bytes[end]) else { return }
        position = end
        skipBlanks()
    }

    private mutating func readKey() throws(Failure) -> (key: String, isInherited: Bool) {
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "\n"):
                let key = text(start, position)
                position += 1
                return (key, byte == UInt8(ascii: "\n"))
            case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "["), UInt8(ascii: "]"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
                position += 1
            default:
                guard isSpace(byte) else {
                    throw Failure(
                        message: "character '\(Character(UnicodeScalar(byte)))' is not allowed in a variable name",
                        location: location(at: position)
                    )
                }
                position += 1
            }
        }
        return (text(start, position), true)
    }

    private func text(_ start: Int, _ end: Int) -> String {
        var last = end
        while last > start, isSpace(bytes[last - 1]) {
            last -= 1
        }
        return String(decoding: bytes[start..<last], as: UTF8.self)
    }

    private mutating func readValue() throws(Failure) -> String {
        guard position < bytes.count else { return "" }
        let quote = bytes[position]
        if quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") {
            return try readQuoted(quote)
        }
        let start = position
        skipLine()
        var end = position
        var index = start
        while index + 1 < end {
            if bytes[index] == UInt8(ascii: " "), bytes[index + 1] == UInt8(ascii: "#") { end = index }
            index += 1
        }
        return try expand(text(start, end), at: start)
    }

    private mutating func readQuoted(_ quote: UInt8) throws(Failure) -> String {
        let start = position
        position += 1
        var value: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            if byte == quote {
                position += 1
                let text = String(decoding: value, as: UTF8.self)
                return quote == UInt8(ascii: "\"") ? try expand(text, at: start) : text
            }
            guard byte == UInt8(ascii: "\\"), position + 1 < bytes.count else {
                value.append(byte)
                position += 1
                continue
            }
            let next = bytes[position + 1]
            position += 2
            if next == quote {
                value.append(quote)
            } else if quote == UInt8(ascii: "\"") {
                value += unescaped(next)
            } else {
                value += [byte, next]
            }
        }
        throw Failure(
            message: "the quoted value is not closed",
            location: location(at: start),
            hint: "add a closing \(Character(UnicodeScalar(quote)))"
        )
    }

    /// What a backslash and a character stand for in double quotes; `\$` becomes `$$`, which expansion turns into `$`.
    private mutating func unescaped(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "v"): return [0x0B]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "a"): return [0x07]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "\\"): return [byte]
        case UInt8(ascii: "$"): return [byte, byte]
        case UInt8(ascii: "0"): return octal()
        default: return [UInt8(ascii: "\\"), byte]
        }
    }

    private mutating func octal() -> [UInt8] {
        let digits = bytes[position...].prefix(3).prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
        guard digits.count == 3, let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8) else {
            return Array("\\0".utf8)
        }
        position += 3
        return Array(String(UnicodeScalar(code)).utf8)
    }

    private func expand(_ text: String, at start: Int) throws(Failure) -> String {
        guard Template.isNeeded(for: text) else { return text }
        let template: Template
        do throws(Template.SyntaxError) {
            template = try Template(parsing: text)
        } catch {
            throw Failure(
                code: .malformedVariable,
                message: "'\(error.concealedSource)' is not a valid variable expression",
                location: location(at: start).finding(error.source),
                hint: "write '$$' for a dollar sign"
            )
        }
        var first: Template.MissingVariable?
        let expanded = template.expanded(
            lookup: { budget.expand(lookup($0) ?? values[$0]) },
            missing: { first = first ?? $0 }
        )
        if let problem = budget.expansionProblem {
            throw Failure(code: .limitExceeded, message: problem, location: location(at: start))
        }
        if let first {
            throw Failure(
                code: .variableMissing,
                message:
                    "required variable '\(first.name)' has no value\(first.reason.isEmpty ? "" : ": \(first.reason)")",
                location: location(at: start).finding(first.source)
            )
        }
        return expanded ?? ""
    }

    /// The statement that was just read, as far as it stands on its first line.
    private func statement(from start: Int) -> SourceLocation {
        let firstLine = bytes[start..<position].prefix { $0 != UInt8(ascii: "\n") }
        return location(at: start, length: text(start, firstLine.endIndex).unicodeScalars.count)
    }

    private func location(at offset: Int, length: Int = 1) -> SourceLocation {
        let (line, column) = source.location(ofByte: offset)
        return SourceLocation(source: source, line: line, column: column, length: length)
    }

    private func isSpace(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), 0x09, 0x0B, 0x0C, 0x0D: true
        default: false
        }
    }
}
