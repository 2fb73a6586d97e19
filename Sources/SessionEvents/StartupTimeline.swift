/// How the time of a start-up was spent, one row for each container.
package struct StartupTimeline: Sendable, Hashable, Encodable {
    /// What ended the waiting for a container.
    package enum Outcome: String, Sendable, Hashable, Encodable {
        /// Its health check passed.
        case healthy
        /// It runs, and has no health check.
        case running
        /// It ended with exit code 0.
        case completed
    }

    /// One container's start.
    package struct Row: Sendable, Hashable, Encodable {
        /// The container's name without its project, such as `web-1`.
        package var container: String
        /// From the beginning of the start-up to the container's start; `nil` if it ran before.
        package var started: Seconds?
        /// From the beginning of the start-up to its readiness; `nil` if nobody waits for it or it has no health check.
        package var ready: Seconds?
        /// What ended the waiting; `nil` when nothing was waited for.
        package var outcome: Outcome?
        /// The containers whose readiness this one's start waited for, the last of them first.
        package var waitedFor: [String]

        /// Creates a row.
        package init(
            container: String,
            started: Duration?,
            ready: Duration?,
            outcome: Outcome?,
            waitedFor: [String]
        ) {
            self.container = container
            self.started = started.map(Seconds.init)
            self.ready = ready.map(Seconds.init)
            self.outcome = outcome
            self.waitedFor = waitedFor
        }
    }

    /// The rows, in the order of starts.
    package var rows: [Row]
    /// From the beginning of the start-up to its end.
    package var total: Seconds

    /// Creates a timeline.
    package init(rows: [Row], total: Duration) {
        self.rows = rows
        self.total = Seconds(total)
    }
}
