/// The text of floating-point numbers as Go prints them, so that files of docker compose and ours are the same.
enum FloatText {
    /// The shortest text that reads back as the number: `1.5`, `1e+06`, `1e-05`.
    ///
    /// - Shape: with an exponent when it would be below -4 or above 5.
    static func shortest(_ number: Double) -> String {
        format(number, description: "\(number.magnitude)")
    }

    /// The number as YAML writes it.
    static func yaml(_ number: Double) -> String {
        if number.isNaN { return ".nan" }
        if number.isInfinite { return number < 0 ? "-.inf" : ".inf" }
        return shortest(number)
    }

    /// The shortest text that reads back as the number in single precision.
    static func shortestSingle(_ number: Double) -> String {
        let single = Float(number)
        return format(Double(single), description: "\(single.magnitude)")
    }

    private static func format(_ number: Double, description: String) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
        var (digits, exponent) = decimal(description)
        let sign = number.sign == .minus ? "-" : ""
        if digits == "0" { return sign + "0" }
        if exponent < -4 || exponent >= 6 {
            let first = digits.removeFirst()
            let fraction = digits.isEmpty ? "" : "." + digits
            let magnitude = String(abs(exponent))
            let padded = magnitude.count < 2 ? "0" + magnitude : magnitude
            return "\(sign)\(first)\(fraction)e\(exponent < 0 ? "-" : "+")\(padded)"
        }
        if exponent < 0 {
            return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
        }
        if digits.count <= exponent + 1 {
            return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count)
        }
        let point = digits.index(digits.startIndex, offsetBy: exponent + 1)
        return sign + digits[..<point] + "." + digits[point...]
    }

    /// The significant digits, and the power of ten of the first one.
    private static func decimal(_ description: String) -> (digits: String, exponent: Int) {
        let parts = description.split(separator: "e")
        let shift = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let numberParts = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = String(numberParts[0])
        let fraction = numberParts.count > 1 ? String(numberParts[1]) : ""
        let all = whole + fraction
        let leadingZeros = all.prefix { $0 == "0" }.count
        var digits = String(all.dropFirst(leadingZeros))
        while digits.last == "0" {
            digits.removeLast()
        }
        return digits.isEmpty ? ("0", 0) : (digits, whole.count - 1 - leadingZeros + shift)
    }
}
