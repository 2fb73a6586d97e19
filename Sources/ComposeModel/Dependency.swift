/// What a service asks of a service that it depends on.
///
/// - Source: Compose Specification, `depends_on`.
public struct Dependency: Sendable, Hashable {
    /// When the dependency counts as satisfied.
    public var condition: Condition
    /// Whether the service is restarted when the dependency is.
    public var restart: Bool
    /// Whether the dependency must be there and must succeed; otherwise its failure is only warned of.
    public var required: Bool

    /// When a dependency counts as satisfied.
    public enum Condition: String, Sendable, Hashable, Codable, CaseIterable {
        /// Its container was started.
        case started = "service_started"
        /// Its health check passed.
        case healthy = "service_healthy"
        /// Its container exited with code 0.
        case completedSuccessfully = "service_completed_successfully"
    }

    /// Creates a dependency.
    public init(condition: Condition = .started, restart: Bool = false, required: Bool = true) {
        self.condition = condition
        self.restart = restart
        self.required = required
    }
}
