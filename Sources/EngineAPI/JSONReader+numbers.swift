extension JSONReader {
    /// Reads a whole number; also one with a fraction or an exponent, such as `1.0` or `1e3`, whose value is whole and
    /// below 2⁵³.
    package mutating func integer<Number: FixedWidthInteger>(
        _ type: Number.Type = Number.self
    ) throws(Malformed) -> Number {
        skipWhitespace()
        let start = position
        let isPlain = try skipNumber()
        let text = bytes[start..<position]
        guard isPlain else {
            guard let value = Double(String(decoding: text, as: UTF8.self)), value.magnitude < 0x1p53,
                let number = Number(exactly: value)
            else { throw malformed }
            return number
        }
        let isNegative = text.first == UInt8(ascii: "-")
        var number: Number = 0
        for byte in text where byte != UInt8(ascii: "-") {
            let digit = Number(truncatingIfNeeded: byte &- UInt8(ascii: "0"))
            let shifted = number.multipliedReportingOverflow(by: 10)
            let sum =
                isNegative
                ? shifted.partialValue.subtractingReportingOverflow(digit)
                : shifted.partialValue.addingReportingOverflow(digit)
            guard !shifted.overflow, !sum.overflow else { throw malformed }
            number = sum.partialValue
        }
        return number
    }

    /// Passes over a number; whether it has neither fraction nor exponent.
    mutating func skipNumber() throws(Malformed) -> Bool {
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") { position += 1 } else { try skipDigits() }
        var isPlain = true
        if current == UInt8(ascii: ".") {
            isPlain = false
            position += 1
            try skipDigits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            isPlain = false
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try skipDigits()
        }
        return isPlain
    }

    private mutating func skipDigits() throws(Malformed) {
        let start = position
        while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(current) { position += 1 }
        guard position > start else { throw malformed }
    }
}
