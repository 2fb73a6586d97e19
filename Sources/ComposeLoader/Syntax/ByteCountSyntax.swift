/// Reads sizes.
///
/// - Shape: a number, possibly with a fraction, and one of `b`, `k`, `kb`, `m`, `mb`, `g`, `gb`, `t`, `p` in either case,
///   each 1024 times the one before; without a unit, bytes. `-1` means unlimited.
/// - Source: Compose Specification, "Specifying byte values".
enum ByteCountSyntax {
    private static let powers: [Character: Int] = ["k": 1, "m": 2, "g": 3, "t": 4, "p": 5]

    static func bytes(_ text: String) -> Int64? {
        if text == "-1" { return -1 }
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard number.contains(where: \.isNumber),
            let amount = Double(number.hasPrefix(".") ? "0" + number : String(number))
        else {
            return nil
        }
        var unit = text.dropFirst(number.count)
        if unit.first == " " { unit = unit.dropFirst() }
        let lower = unit.lowercased()
        var factor = 1.0
        if let first = lower.first, first != "b" {
            guard let power = powers[first], ["", "b", "ib"].contains(lower.dropFirst()) else { return nil }
            for _ in 0..<power { factor *= 1_024 }
        } else if lower.count > 1 {
            return nil
        }
        let bytes = amount * factor
        return bytes < 9.2e18 ? Int64(bytes) : nil
    }
}
