/// Reads a text of JSON value by value, without building a tree: for answers that are large and asked for often.
///
/// It is stricter than `JSONDecoder`, which has the last word on what is refused here: a key that stands twice in an
/// object, an encoding other than UTF-8, depths beyond 500. What both take, both read alike.
///
/// - Source: RFC 8259.
package struct JSONReader {
    /// The text is no JSON, or none of the form that was asked for.
    package struct Malformed: Error, Hashable, Sendable {
        /// How many bytes of the text were taken.
        package let offset: Int
    }

    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Reads a text that is one value.
    ///
    /// - Throws: ``Malformed``.
    package static func read<Value: JSONReadable>(
        _ type: Value.Type,
        from text: [UInt8]
    ) throws(Malformed) -> Value {
        try text.withUnsafeBufferPointer { (bytes: UnsafeBufferPointer<UInt8>) throws(Malformed) -> Value in
            var reader = JSONReader(bytes)
            let value = try Value(reading: &reader)
            reader.skipWhitespace()
            guard reader.position == bytes.count else { throw reader.malformed }
            return value
        }
    }

    /// What to throw where the value that was just looked at is not the expected one.
    package var malformed: Malformed { Malformed(offset: min(position, bytes.count)) }

    /// Reads a string.
    package mutating func string() throws(Malformed) -> String { try text(of: try quoted()) }

    /// Reads an object of strings; each key may stand there once.
    package mutating func strings() throws(Malformed) -> [String: String] { try [String: String](reading: &self) }

    /// Reads a truth value.
    package mutating func bool() throws(Malformed) -> Bool {
        let isTrue = peek() == UInt8(ascii: "t")
        try skip(isTrue ? "true" : "false")
        return isTrue
    }

    /// Passes over a `null`; false, and nothing is read, where something else follows.
    package mutating func null() throws(Malformed) -> Bool {
        guard peek() == UInt8(ascii: "n") else { return false }
        try skip("null")
        return true
    }

    /// The next byte that is no white space, without taking it; 0, which no value begins with, at the end.
    mutating func peek() -> UInt8 {
        skipWhitespace()
        return current
    }

    /// The byte at the position; 0 at the end.
    var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

    mutating func skipWhitespace() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            default: return
            }
        }
    }

    /// Takes one byte after white space.
    mutating func expect(_ byte: UInt8) throws(Malformed) {
        guard peek() == byte else { throw malformed }
        position += 1
    }

    /// Passes over a word at the position.
    mutating func skip(_ word: StaticString) throws(Malformed) {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count else { throw malformed }
        let isThere = word.withUTF8Buffer { bytes[position..<end].elementsEqual($0) }
        guard isThere else { throw malformed }
        position = end
    }

    /// Goes to the next element of an array or the next member of an object, or passes over its end.
    ///
    /// - Parameter isFirst: true at the first call, which takes the opening bracket.
    mutating func nextItem(_ isFirst: inout Bool, in brackets: Brackets) throws(Malformed) -> Bool {
        if isFirst {
            try expect(brackets.opening)
            isFirst = false
            guard peek() == brackets.closing else { return true }
        } else {
            let byte = peek()
            guard byte == brackets.closing || byte == UInt8(ascii: ",") else { throw malformed }
            guard byte == brackets.closing else {
                position += 1
                return true
            }
        }
        position += 1
        return false
    }

    /// What stands around the items of a value.
    struct Brackets {
        let opening: UInt8
        let closing: UInt8

        static var array: Brackets { Brackets(opening: UInt8(ascii: "["), closing: UInt8(ascii: "]")) }
        static var object: Brackets { Brackets(opening: UInt8(ascii: "{"), closing: UInt8(ascii: "}")) }
    }
}
