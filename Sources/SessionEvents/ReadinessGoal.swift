/// What is waited for in a container.
package enum ReadinessGoal: String, Sendable, Hashable, Encodable {
    /// That its health check passes.
    case healthy
    /// That it runs and, if it has a health check, that passes.
    case runningOrHealthy
    /// That it ends with exit code 0.
    case completed
}

/// A failed try of a health check.
package struct FailedProbe: Sendable, Hashable, Encodable {
    /// The command as it may be shown: its program.
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
