extension String {
    /// The text with `%` and two digits read as a byte; what is no such sequence stays as it is.
    ///
    /// - Parameter plusIsSpace: whether a plus is a space, as in the query of an address.
    package func percentDecoded(plusIsSpace: Bool = false) -> String {
        var result: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = Self.byte(rest.prefix(2)) {
                result.append(value)
                rest = rest.dropFirst(2)
            } else {
                result.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// What two digits stand for; `nil` for what is none, a sign included.
    private static func byte(_ digits: ArraySlice<UInt8>) -> UInt8? {
        let signs = [UInt8(ascii: "+"), UInt8(ascii: "-")]
        guard digits.count == 2, !signs.contains(digits[digits.startIndex]) else { return nil }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
