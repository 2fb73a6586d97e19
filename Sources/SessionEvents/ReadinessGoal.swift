/// What is waited for in a container.
package enum ReadinessGoal: String, Sendable, Hashable, Encodable {
    /// That its health check passes.
    case healthy
    /// That it runs and, if it has a health check, that passes.
    case runningOrHealthy
    /// That it ends with exit code 0.
    case completed
}
