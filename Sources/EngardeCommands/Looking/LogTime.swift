import CLibrary
import EngineAPI

/// A time as `logs --since` and `--until` take it.
///
/// - Shape: a length of time before now (`90s`, `1h30m`), an instant (`2026-01-02T13:23:37Z`, `2026-01-02`; without a
///   zone it is the machine's), or seconds since 1970 (`1767360217.5`).
/// - Source: docker's `GetTimestamp`.
enum LogTime {
    private static let units: [String: Double] = [
        "ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3_600,
    ]

    /// Reads a time; `nil` for what is none.
    ///
    /// - Parameter now: seconds since 1970.
    static func instant(_ text: String, now: Double) -> EngineTimestamp? {
        if let length = length(text) { return timestamp(now - length) }
        if let instant = EngineTimestamp(completed(text, suffix: "")) { return instant }
        if let local = EngineTimestamp(completed(text, suffix: "Z")) { return inLocalZone(local) }
        guard !text.contains("-"), let seconds = Double(text), seconds.isFinite, abs(seconds) < 1e12 else { return nil }
        return timestamp(seconds)
    }

    /// Reads the time behind an option.
    ///
    /// - Parameter now: the time since 1970-01-01T00:00:00Z.
    /// - Throws: ``UsageError`` for what is none.
    static func option(_ text: String, at now: Duration) throws -> EngineTimestamp {
        guard let instant = instant(text, now: now / .seconds(1)) else {
            throw UsageError(
                message: "'\(text)' is no time",
                hint: "write '10m', '2026-01-31T12:00:00' or seconds since 1970"
            )
        }
        return instant
    }

    private static func timestamp(_ seconds: Double) -> EngineTimestamp {
        let whole = seconds.rounded(.down)
        return EngineTimestamp(seconds: Int64(whole), nanoseconds: Int32((seconds - whole) * 1e9))
    }

    /// A length of time in seconds, as Go writes it.
    private static func length(_ text: String) -> Double? {
        var rest = text[...]
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest = rest.dropFirst() }
        guard !rest.isEmpty else { return nil }
        var seconds = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            let unit = rest.dropFirst(digits.count).prefix { !$0.isNumber && $0 != "." }
            guard let number = Double(digits), let factor = units[String(unit)] else { return nil }
            seconds += number * factor
            rest = rest.dropFirst(digits.count + unit.count)
        }
        guard seconds < 1e12 else { return nil }
        return isNegative ? -seconds : seconds
    }

    /// The text with the parts of the time of day that may be left out.
    private static func completed(_ text: String, suffix: String) -> String {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            // A date, perhaps with a zone behind it.
            let date = text.prefix(10)
            return text.count >= 10 ? "\(date)T00:00:00\(text.dropFirst(10))\(suffix)" : text
        }
        let zoneStart = parts[1].firstIndex { "Zz+-".contains($0) } ?? parts[1].endIndex
        let clock = parts[1][..<zoneStart]
        let missing = String(repeating: ":00", count: max(0, 2 - clock.filter { $0 == ":" }.count))
        return "\(parts[0])T\(clock)\(missing)\(parts[1][zoneStart...])\(suffix)"
    }

    /// The instant at which clocks here showed what clocks in Greenwich show at the given one.
    private static func inLocalZone(_ instant: EngineTimestamp) -> EngineTimestamp {
        var seconds = time_t(instant.seconds)
        var broken = tm()
        guard gmtime_r(&seconds, &broken) != nil else { return instant }
        broken.tm_isdst = -1
        return EngineTimestamp(seconds: Int64(mktime(&broken)), nanoseconds: instant.nanoseconds)
    }
}
