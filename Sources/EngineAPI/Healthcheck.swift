/// How the engine finds out whether a container is healthy.
///
/// - Shape: durations are numbers of nanoseconds; absent or 0 takes the engine's default.
/// - Source: `HealthConfig`; `StartInterval` since API 1.44.
package struct Healthcheck: Hashable, Sendable, Codable {
    /// `["NONE"]`, `["CMD", …]` or `["CMD-SHELL", command]`; empty takes the image's.
    package var test: [String]
    /// The time between two probes; the engine's default is 30 s.
    package var interval: Duration?
    /// The time after which a probe counts as failed; the engine's default is 30 s.
    package var timeout: Duration?
    /// The time after the start in which failed probes do not count.
    package var startPeriod: Duration?
    /// The time between two probes within ``startPeriod``.
    package var startInterval: Duration?
    /// The number of failed probes in a row that make a container unhealthy; the engine's default is 3.
    package var retries: Int?

    /// Creates a check; what is not given takes the engine's default.
    package init(
        test: [String] = [],
        interval: Duration? = nil,
        timeout: Duration? = nil,
        startPeriod: Duration? = nil,
        startInterval: Duration? = nil,
        retries: Int? = nil
    ) {
        self.test = test
        self.interval = interval
        self.timeout = timeout
        self.startPeriod = startPeriod
        self.startInterval = startInterval
        self.retries = retries
    }

    enum CodingKeys: String, CodingKey {
        case test = "Test"
        case interval = "Interval"
        case timeout = "Timeout"
        case startPeriod = "StartPeriod"
        case startInterval = "StartInterval"
        case retries = "Retries"
    }

    /// Reads the object; 0 and `null` are absent.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func duration(_ key: CodingKeys) throws -> Duration? {
            let nanoseconds = try container.decodeIfPresent(Int64.self, forKey: key) ?? 0
            return nanoseconds == 0 ? nil : .nanoseconds(nanoseconds)
        }
        let retries = try container.decodeIfPresent(Int.self, forKey: .retries) ?? 0
        self.init(
            test: try container.decodeIfPresent([String].self, forKey: .test) ?? [],
            interval: try duration(.interval),
            timeout: try duration(.timeout),
            startPeriod: try duration(.startPeriod),
            startInterval: try duration(.startInterval),
            retries: retries == 0 ? nil : retries
        )
    }

    /// Writes the fields that are set.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if !test.isEmpty { try container.encode(test, forKey: .test) }
        try container.encodeIfPresent(interval?.nanosecondCount, forKey: .interval)
        try container.encodeIfPresent(timeout?.nanosecondCount, forKey: .timeout)
        try container.encodeIfPresent(startPeriod?.nanosecondCount, forKey: .startPeriod)
        try container.encodeIfPresent(startInterval?.nanosecondCount, forKey: .startInterval)
        try container.encodeIfPresent(retries, forKey: .retries)
    }
}

extension Duration {
    /// Whole nanoseconds, at most what the engine can read.
    var nanosecondCount: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if overflow { return seconds > 0 ? .max : .min }
        let (sum, sumOverflow) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
        return sumOverflow ? (seconds > 0 ? .max : .min) : sum
    }
}
