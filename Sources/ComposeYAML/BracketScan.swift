/// Looks for the end of what stands in brackets.
enum BracketScan {
    /// The place of the bracket that closes another, and whether it is of the same kind.
    ///
    /// - Returns: `nil` when none does.
    static func closing(
        of open: ParserFailure.Mark,
        in source: SourceText
    ) -> (place: ParserFailure.Mark, isFitting: Bool)? {
        guard var offset = source.offset(ofLine: open.line, column: open.column) else { return nil }
        let bytes = source.bytes
        var expected: [UInt8] = []
        var previous = UInt8(ascii: " ")
        while offset < bytes.count {
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: "["): expected.append(UInt8(ascii: "]"))
            case UInt8(ascii: "{"): expected.append(UInt8(ascii: "}"))
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                let isFitting = expected.popLast() == byte
                if !isFitting || expected.isEmpty {
                    let (line, column) = source.location(ofByte: offset)
                    return (ParserFailure.Mark(line: line, column: column), isFitting)
                }
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                if !isWord(previous) { offset = end(ofQuoteAt: offset, in: bytes) }
            case UInt8(ascii: "#"):
                if previous == UInt8(ascii: " ") || previous == UInt8(ascii: "\n") {
                    while offset + 1 < bytes.count, bytes[offset + 1] != UInt8(ascii: "\n") { offset += 1 }
                }
            default: break
            }
            previous = bytes[min(offset, bytes.count - 1)]
            offset += 1
        }
        return nil
    }

    /// Whether a quote behind a byte is part of a text without quotes, as in `it's`.
    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
            true
        default: false
        }
    }

    private static func end(ofQuoteAt start: Int, in bytes: [UInt8]) -> Int {
        let quote = bytes[start]
        var offset = start + 1
        while offset < bytes.count, bytes[offset] != quote {
            offset += bytes[offset] == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") ? 2 : 1
        }
        return min(offset, bytes.count)
    }
}
