/// Numbers of bytes as docker puts them.
package enum ByteText {
    private static let decimalUnits = ["B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"]
    private static let binaryUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"]

    /// In thousands: `2.75MB`.
    ///
    /// - Parameter digits: how many digits count, at most.
    /// - Source: docker's `units.HumanSizeWithPrecision`; what rounds up to a thousand becomes one of the next unit.
    package static func decimal(_ bytes: some BinaryInteger, digits: Int = 3) -> String {
        text(Double(bytes), 1_000, decimalUnits, digits)
    }

    /// In powers of 1024: `21.5MiB`.
    ///
    /// - Source: docker's `units.BytesSize`.
    package static func binary(_ bytes: some BinaryInteger) -> String { text(Double(bytes), 1_024, binaryUnits, 4) }

    private static func text(_ bytes: Double, _ base: Double, _ units: [String], _ digits: Int) -> String {
        var size = bytes
        var unit = 0
        while unit < units.count - 1, size >= base || rounded(size, digits) >= base {
            size /= base
            unit += 1
        }
        return number(size, digits) + units[unit]
    }

    private static func decimals(_ value: Double, _ digits: Int) -> Int {
        var before = 1
        var rest = value
        while rest >= 10 {
            rest /= 10
            before += 1
        }
        return max(0, digits - before)
    }

    private static func rounded(_ value: Double, _ digits: Int) -> Double {
        let scale = scale(decimals(value, digits))
        return (value * scale).rounded(.toNearestOrEven) / scale
    }

    private static func scale(_ decimals: Int) -> Double { (0..<decimals).reduce(1) { value, _ in value * 10 } }

    /// A number with so many digits, without zeros at the end of its decimals.
    private static func number(_ value: Double, _ digits: Int) -> String {
        let count = decimals(value, digits)
        var text = fixed(value, decimals: count)
        guard count > 0 else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    /// A number that is not negative, with so many decimals; what is half-way between two becomes the even one, as in Go.
    package static func fixed(_ value: Double, decimals: Int) -> String {
        guard value.isFinite, value < 1e15 else { return "0" }
        let scale = scale(decimals)
        let scaled = Int((value * scale).rounded(.toNearestOrEven))
        guard decimals > 0 else { return String(scaled) }
        let fraction = String(scaled % Int(scale))
        return "\(scaled / Int(scale))." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }
}
