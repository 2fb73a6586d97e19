extension JSONReader {
    /// Where a string stands, without its quotes.
    struct Quoted {
        let start: Int
        let end: Int
        /// Whether it has no escapes.
        let isPlain: Bool
    }

    /// Finds the end of a string.
    mutating func quoted() throws(Malformed) -> Quoted {
        try expect(UInt8(ascii: "\""))
        let start = position
        var index = start
        var isPlain = true
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                position = index + 1
                return Quoted(start: start, end: index, isPlain: isPlain)
            }
            if byte == UInt8(ascii: "\\") {
                isPlain = false
                index += 1
            } else if byte < 0x20 {
                break
            }
            index += 1
        }
        position = index
        throw malformed
    }

    /// The text of a string.
    ///
    /// - Throws: ``Malformed`` for bytes that are no UTF-8, unknown escapes and halves of surrogate pairs.
    func text(of quoted: Quoted) throws(Malformed) -> String {
        guard quoted.isPlain else { return try unescaped(quoted) }
        let plain = UnsafeBufferPointer(rebasing: bytes[quoted.start..<quoted.end])
        guard let text = String(validating: plain, as: UTF8.self) else { throw malformed }
        return text
    }

    private func unescaped(_ quoted: Quoted) throws(Malformed) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(quoted.end - quoted.start)
        var index = quoted.start
        while index < quoted.end {
            let byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < quoted.end else {
                result.append(byte)
                continue
            }
            let escape = bytes[index]
            index += 1
            switch escape {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(escape)
            case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "t"): result.append(UInt8(ascii: "\t"))
            case UInt8(ascii: "r"): result.append(UInt8(ascii: "\r"))
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "u"):
                let character = Character(try scalar(at: &index, before: quoted.end))
                result.append(contentsOf: String(character).utf8)
            default: throw Malformed(offset: index)
            }
        }
        guard let text = String(validating: result, as: UTF8.self) else { throw malformed }
        return text
    }

    private func scalar(at index: inout Int, before end: Int) throws(Malformed) -> Unicode.Scalar {
        let first = try codeUnit(at: &index, before: end)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), end - index > 2, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        else { throw Malformed(offset: index) }
        index += 2
        let second = try codeUnit(at: &index, before: end)
        let value = 0x1_0000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
        guard UTF16.isTrailSurrogate(second), let scalar = Unicode.Scalar(value) else { throw Malformed(offset: index) }
        return scalar
    }

    private func codeUnit(at index: inout Int, before end: Int) throws(Malformed) -> UInt16 {
        guard end - index >= 4 else { throw Malformed(offset: index) }
        var unit: UInt16 = 0
        for byte in bytes[index..<index + 4] {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw Malformed(offset: index)
            }
            unit = unit << 4 | UInt16(digit)
        }
        index += 4
        return unit
    }
}
