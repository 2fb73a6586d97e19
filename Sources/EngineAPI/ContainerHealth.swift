/// What the engine's health check has found so far.
///
/// - Source: `Health` of the Engine API.
package struct ContainerHealth: Hashable, Sendable, Codable {
    /// The verdict.
    package var status: HealthStatus
    /// The number of failed probes in a row.
    @ZeroWhenAbsent package var failingStreak: Int
    /// The last probes, the oldest first; Docker keeps five.
    @ZeroWhenAbsent package var log: [Probe]

    /// Creates a state of health.
    package init(status: HealthStatus, failingStreak: Int = 0, log: [Probe] = []) {
        self.status = status
        self.failingStreak = failingStreak
        self.log = log
    }

    enum CodingKeys: String, CodingKey {
        case status = "Status"
        case failingStreak = "FailingStreak"
        case log = "Log"
    }

    /// One run of the health check.
    package struct Probe: Hashable, Sendable, Codable {
        /// When it started.
        @ZeroWhenAbsent package var start: EngineTimestamp
        /// When it ended.
        @ZeroWhenAbsent package var end: EngineTimestamp
        /// 0 is healthy; -1 means that the probe could not run or took too long.
        @ZeroWhenAbsent package var exitCode: Int
        /// The beginning of its output.
        @ZeroWhenAbsent package var output: String

        /// Creates a probe.
        package init(start: EngineTimestamp, end: EngineTimestamp, exitCode: Int, output: String = "") {
            self.start = start
            self.end = end
            self.exitCode = exitCode
            self.output = output
        }

        enum CodingKeys: String, CodingKey {
            case start = "Start"
            case end = "End"
            case exitCode = "ExitCode"
            case output = "Output"
        }
    }
}

/// The verdict of a health check.
package enum HealthStatus: String, Hashable, Sendable, Codable {
    /// There is no health check.
    case none
    /// No probe has succeeded yet, and not too many have failed.
    case starting
    /// The last probe succeeded.
    case healthy
    /// Too many probes in a row failed.
    case unhealthy

    /// Reads the engine's word; what is not known counts as ``none``.
    package init(from decoder: any Decoder) throws {
        self = HealthStatus(rawValue: try decoder.singleValueContainer().decode(String.self)) ?? .none
    }
}
