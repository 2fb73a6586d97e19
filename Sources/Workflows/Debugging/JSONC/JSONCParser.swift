/// Reads JSON with comments and trailing commas, as editors write their settings.
///
/// - Source: `jsonc-parser` of Visual Studio Code.
struct JSONCParser {
    private let bytes: [UInt8]
    private let file: String
    private var position = 0
    private var depth = 0

    /// How deep values may stand in each other.
    private static let depthLimit = 128

    private init(_ bytes: [UInt8], _ file: String) {
        self.bytes = bytes
        self.file = file
    }

    /// Reads a whole text.
    ///
    /// - Parameter file: the path of its file, for errors.
    static func parse(_ bytes: [UInt8], file: String) throws(JSONCError) -> JSONCNode {
        var parser = JSONCParser(bytes, file)
        // A mark of the encoding is none of the text.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.position = 3 }
        try parser.skipBlanks()
        let root = try parser.value()
        try parser.skipBlanks()
        guard parser.position == bytes.count else { throw parser.failure("there is something behind its end") }
        return root
    }

    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func failure(_ reason: String, at offset: Int? = nil) -> JSONCError {
        JSONCError(file: file, offset: min(offset ?? position, bytes.count), reason: reason, text: bytes)
    }

    private mutating func skipBlanks() throws(JSONCError) {
        while let byte {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): position += 1
            case UInt8(ascii: "/"): try skipComment()
            default: return
            }
        }
    }

    private mutating func skipComment() throws(JSONCError) {
        let start = position
        switch position + 1 < bytes.count ? bytes[position + 1] : 0 {
        case UInt8(ascii: "/"):
            while let byte, byte != UInt8(ascii: "\n") { position += 1 }
        case UInt8(ascii: "*"):
            position += 2
            while position + 1 < bytes.count {
                if bytes[position] == UInt8(ascii: "*"), bytes[position + 1] == UInt8(ascii: "/") {
                    position += 2
                    return
                }
                position += 1
            }
            throw failure("a comment is not ended", at: start)
        default: throw failure("a value is expected here")
        }
    }

    private mutating func value() throws(JSONCError) -> JSONCNode {
        let start = position
        let content: JSONCNode.Content
        switch byte {
        case UInt8(ascii: "{"): content = .object(try items(until: UInt8(ascii: "}"), haveKeys: true))
        case UInt8(ascii: "["): content = .array(try items(until: UInt8(ascii: "]"), haveKeys: false))
        case UInt8(ascii: "\""): content = .text(try string())
        case nil: throw failure("it ends where a value is expected")
        default: content = .literal(try literal())
        }
        return JSONCNode(range: start..<position, content: content)
    }

    private mutating func items(until close: UInt8, haveKeys: Bool) throws(JSONCError) -> [JSONCNode.Item] {
        let start = position
        depth += 1
        guard depth <= Self.depthLimit else { throw failure("values stand too deep in each other") }
        position += 1
        var items: [JSONCNode.Item] = []
        while true {
            try skipBlanks()
            guard let byte else { throw failure("a bracket is not closed", at: start) }
            if byte == close {
                position += 1
                depth -= 1
                return items
            }
            if let last = items.last, last.comma == nil { throw failure("a comma is missing before this") }
            var item = try self.item(hasKey: haveKeys)
            try skipBlanks()
            if self.byte == UInt8(ascii: ",") {
                item.comma = position
                position += 1
            }
            items.append(item)
        }
    }

    private mutating func item(hasKey: Bool) throws(JSONCError) -> JSONCNode.Item {
        let start = position
        var key: String?
        if hasKey {
            guard byte == UInt8(ascii: "\"") else { throw failure("a key in quotes is expected here") }
            key = try string()
            try skipBlanks()
            guard byte == UInt8(ascii: ":") else { throw failure("a colon is expected here") }
            position += 1
            try skipBlanks()
        }
        return JSONCNode.Item(key: key, start: start, value: try value())
    }

    private mutating func literal() throws(JSONCError) -> String {
        let start = position
        while let byte, Self.isPartOfLiteral(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard ["true", "false", "null"].contains(text) || (Double(text) != nil && Self.beginsNumber(bytes[start]))
        else {
            throw failure("a value is expected here", at: start)
        }
        return text
    }

    private static func isPartOfLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func beginsNumber(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private mutating func string() throws(JSONCError) -> String {
        let start = position
        var text: [UInt8] = []
        position += 1
        while let byte {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += try escaped()
            case 0..<0x20: throw failure("a text has a line break or another control character")
            default:
                text.append(byte)
                position += 1
            }
        }
        throw failure("a quote is not closed", at: start)
    }

    /// Takes what a backslash begins.
    private mutating func escaped() throws(JSONCError) -> [UInt8] {
        let start = position
        position += 2
        switch start + 1 < bytes.count ? bytes[start + 1] : 0 {
        case UInt8(ascii: "\""): return [UInt8(ascii: "\"")]
        case UInt8(ascii: "\\"): return [UInt8(ascii: "\\")]
        case UInt8(ascii: "/"): return [UInt8(ascii: "/")]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(try scalar(from: start)).utf8)
        default: throw failure("a backslash stands before what needs none", at: start)
        }
    }

    /// Takes the digits of an escaped character, and those of its second half.
    private mutating func scalar(from start: Int) throws(JSONCError) -> Character {
        guard let first = unit() else { throw failure("four hexadecimal digits are expected behind '\\u'", at: start) }
        if (0xD800..<0xDC00).contains(first), bytes[position...].starts(with: [0x5C, UInt8(ascii: "u")]) {
            let before = position
            position += 2
            if let second = unit(), (0xDC00..<0xE000).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            {
                return Character(scalar)
            }
            position = before
        }
        return Character(Unicode.Scalar(first) ?? "\u{FFFD}")
    }

    private mutating func unit() -> UInt32? {
        guard position + 4 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
        guard digits.allSatisfy(\.isHexDigit), let unit = UInt32(digits, radix: 16) else { return nil }
        position += 4
        return unit
    }
}
