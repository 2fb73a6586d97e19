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
        /// It passed its health check this long after its start.
        case healthy(after: Duration)
        /// It ended with exit code 0, as it should.
        case completed
        /// It will not become ready.
        case failed(reason: String)
    }

    /// Creates an event.
    package init(container: String, state: State) {
        self.container = container
        self.state = state
    }
}
