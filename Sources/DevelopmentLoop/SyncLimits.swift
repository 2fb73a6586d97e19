/// How long a container may take to answer, and how much it may say.
package struct SyncLimits: Hashable, Sendable {
    /// How long an answer may take that needs next to no work.
    package var answer: Duration
    /// How many bytes a container is at least expected to take or read in a second.
    package var bytesPerSecond: Int
    /// How long the engine may take to answer a ping.
    package var ping: Duration
    /// How often an engine that says nothing is asked whether it is still there.
    package var heartbeat: Duration

    /// How many bytes of complaints are taken with one answer.
    static let complaints = 1_048_576
    /// How long the line is at most that begins an answer.
    static let line = 1_024

    /// Creates limits: by default 20 s and a second more for each megabyte, 5 s for a ping, one ping in 20 s.
    package init(
        answer: Duration = .seconds(20),
        bytesPerSecond: Int = 1_000_000,
        ping: Duration = .seconds(5),
        heartbeat: Duration = .seconds(20)
    ) {
        self.answer = answer
        self.bytesPerSecond = bytesPerSecond
        self.ping = ping
        self.heartbeat = heartbeat
    }

    /// How long the answer may take to a request about so many bytes.
    func duration(for bytes: Int64) -> Duration {
        answer + .milliseconds(bytes * 1_000 / Int64(max(bytesPerSecond, 1)))
    }
}
