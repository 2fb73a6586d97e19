/// How the time of a start-up was spent, one row for each container.
package struct StartupTimeline: Sendable, Hashable {
    /// One container's start.
    package struct Row: Sendable, Hashable {
        /// The container's name without its project, such as `web-1`.
        package var container: String
        /// From the beginning of the start-up to the container's start; `nil` if it ran before.
        package var started: Duration?
        /// From the beginning of the start-up to its readiness; `nil` if nobody waits for it or it has no health check.
        package var ready: Duration?
        /// What ended the waiting, such as `health check passed` or `exited with 0`; empty when nothing was waited for.
        package var outcome: String
        /// The containers whose readiness this one's start waited for, the last of them first.
        package var waitedFor: [String]

        /// Creates a row.
        package init(container: String, started: Duration?, ready: Duration?, outcome: String, waitedFor: [String]) {
            self.container = container
            self.started = started
            self.ready = ready
            self.outcome = outcome
            self.waitedFor = waitedFor
        }
    }

    /// The rows, in the order of starts.
    package var rows: [Row]
    /// From the beginning of the start-up to its end.
    package var total: Duration

    /// Creates a timeline.
    package init(rows: [Row], total: Duration) {
        self.rows = rows
        self.total = total
    }
}
