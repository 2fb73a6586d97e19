/// How near a service is to being ready for those that depend on it.
package struct ReadinessEvent: Sendable, Hashable {
    /// The container's name.
    package var container: String
    /// What is known about it.
    package var state: State

    /// What is known about a container's readiness; the last three are final for one start.
    package enum State: Sendable, Hashable {
        /// Its health check is being tried.
        case probing
        /// It has been waited for for some time.
        case waiting(Waiting)
        /// It passed its health check this long after its start.
        case healthy(after: Duration)
        /// It ended with exit code 0, as it should.
        case completed
        /// It will not become ready.
        case failed(reason: String)
    }

    /// What is waited for.
    package enum Goal: Sendable, Hashable {
        /// That its health check passes.
        case healthy
        /// That it runs and, if it has a health check, that passes.
        case runningOrHealthy
        /// That it ends with exit code 0.
        case completed
    }

    /// A waiting that takes long.
    package struct Waiting: Sendable, Hashable {
        /// What is waited for.
        package var goal: Goal
        /// How long so far.
        package var time: Duration
        /// The last failed try of its health check.
        package var lastProbe: Probe?

        /// Creates a report.
        package init(goal: Goal, time: Duration, lastProbe: Probe? = nil) {
            self.goal = goal
            self.time = time
            self.lastProbe = lastProbe
        }
    }

    /// A failed try of a health check.
    package struct Probe: Sendable, Hashable {
        /// The command, as it is written in the Compose file.
        package var command: String
        /// Its exit code.
        package var exitCode: Int
        /// What it wrote.
        package var output: String

        /// Creates a try.
        package init(command: String, exitCode: Int, output: String) {
            self.command = command
            self.exitCode = exitCode
            self.output = output
        }
    }

    /// Creates an event.
    package init(container: String, state: State) {
        self.container = container
        self.state = state
    }
}
