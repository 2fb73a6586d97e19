/// Reads and writes durations.
///
/// - Shape: one or more numbers with a unit, such as `1m30s` or `1.5h`; units are `ns`, `us`, `ms`, `s`, `m`, `h`, `d`, `w`.
/// - Source: Compose Specification, "Specifying durations".
enum DurationSyntax {
    private static let units: [(name: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 6e10), ("h", 3.6e12),
        ("d", 8.64e13), ("w", 6.048e14),
    ]

    /// The duration in nanoseconds; `nil` when the text is none.
    static func nanoseconds(_ text: String) -> Int64? {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if let sign = rest.first, sign == "-" || sign == "+" { rest = rest.dropFirst() }
        if rest == "0" { return 0 }
        guard !rest.isEmpty else { return nil }
        var total = 0.0
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            guard number.contains(where: \.isNumber),
                let amount = Double(number.hasPrefix(".") ? "0" + number : String(number))
            else {
                return nil
            }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { !($0.isASCII && ($0.isNumber || $0 == ".")) }
            guard let factor = units.first(where: { $0.name == unit })?.nanoseconds else { return nil }
            rest = rest.dropFirst(unit.count)
            total += amount * factor
        }
        guard total < 9.2e18 else { return nil }
        return Int64((isNegative ? -total : total).rounded())
    }

    static func duration(_ text: String) -> Duration? {
        nanoseconds(text).map { .nanoseconds($0) }
    }

    /// The text that docker compose prints, such as `1m30s`, `1h0m0s` or `500ms`.
    static func text(nanoseconds: Int64) -> String {
        let magnitude = nanoseconds.magnitude
        let sign = nanoseconds < 0 ? "-" : ""
        switch magnitude {
        case 0: return "0s"
        case ..<1_000: return "\(sign)\(magnitude)ns"
        case ..<1_000_000: return sign + fraction(magnitude, per: 1_000) + "µs"
        case ..<1_000_000_000: return sign + fraction(magnitude, per: 1_000_000) + "ms"
        default: break
        }
        let minutes = magnitude / 60_000_000_000
        let seconds = fraction(magnitude % 60_000_000_000, per: 1_000_000_000) + "s"
        if minutes == 0 { return sign + seconds }
        let hours = minutes / 60
        return sign + (hours > 0 ? "\(hours)h" : "") + "\(minutes % 60)m" + seconds
    }

    private static func fraction(_ value: UInt64, per unit: UInt64) -> String {
        let rest = value % unit
        guard rest > 0 else { return String(value / unit) }
        let digits = String(String(unit + rest).dropFirst())
        let trimmed = digits.reversed().drop { $0 == "0" }.reversed()
        return "\(value / unit)." + String(trimmed)
    }
}
