extension Duration {
    /// The duration in milliseconds.
    package var milliseconds: Double {
        Double(components.seconds) * 1_000 + Double(components.attoseconds) / 1e15
    }

    /// The duration for people, with two to three significant digits: `0.4 ms`, `12 ms`, `1.3 s`, `2 min 5 s`.
    package var text: String {
        let value = milliseconds
        switch value {
        case ..<9.95: return "\(Self.tenths(value)) ms"
        case ..<999.5: return "\(Int(value.rounded())) ms"
        case ..<59_950: return "\(Self.tenths(value / 1_000)) s"
        default:
            let seconds = Int((value / 1_000).rounded())
            return "\(seconds / 60) min \(seconds % 60) s"
        }
    }

    private static func tenths(_ value: Double) -> String {
        let scaled = Int((value * 10).rounded())
        return "\(scaled / 10).\(scaled % 10)"
    }
}
