/// Lengths of time as docker puts them.
package enum HumanDuration {
    /// The length in words: `Less than a second`, `5 seconds`, `About an hour`, `3 weeks`.
    ///
    /// - Source: docker's `units.HumanDuration`.
    package static func text(ofSeconds seconds: Int64) -> String {
        let minutes = seconds / 60
        let hours = Int64((Double(seconds) / 3_600).rounded())
        switch seconds {
        case ..<1: return "Less than a second"
        case 1: return "1 second"
        case ..<60: return "\(seconds) seconds"
        default: break
        }
        switch minutes {
        case 1: return "About a minute"
        case ..<60: return "\(minutes) minutes"
        default: break
        }
        switch hours {
        case ...1: return "About an hour"
        case ..<48: return "\(hours) hours"
        case ..<(24 * 7 * 2): return "\(hours / 24) days"
        case ..<(24 * 30 * 2): return "\(hours / 24 / 7) weeks"
        case ..<(24 * 365 * 2): return "\(hours / 24 / 30) months"
        default: return "\(hours / 24 / 365) years"
        }
    }
}
