/// How the engine finds out whether a container works.
///
/// - Default: a field that is `nil` is the image's, else the engine's (30 s, 30 s, 3 retries, 0 s).
/// - Source: Compose Specification, `healthcheck`.
public struct Healthcheck: Sendable, Hashable {
    /// What is run.
    public var test: Test?
    /// The time between two probes.
    public var interval: Duration?
    /// How long a probe may take.
    public var timeout: Duration?
    /// How many probes in a row must fail.
    public var retries: Int?
    /// The time after the start during which failures don't count.
    public var startPeriod: Duration?
    /// The time between two probes during the start period.
    public var startInterval: Duration?

    /// What a probe runs in the container.
    public enum Test: Sendable, Hashable {
        /// No health check, not even the image's.
        case none
        /// A program with its arguments.
        case exec([String])
        /// A command for the container's shell.
        case shell(String)
    }

    /// Whether the file switches the health check off.
    public var isDisabled: Bool { test == Test.none }

    /// Creates a health check.
    public init(
        test: Test? = nil,
        interval: Duration? = nil,
        timeout: Duration? = nil,
        retries: Int? = nil,
        startPeriod: Duration? = nil,
        startInterval: Duration? = nil
    ) {
        self.test = test
        self.interval = interval
        self.timeout = timeout
        self.retries = retries
        self.startPeriod = startPeriod
        self.startInterval = startInterval
    }
}
