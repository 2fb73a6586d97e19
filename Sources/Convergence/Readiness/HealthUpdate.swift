package import EngineAPI
package import EngineClient
package import SessionEvents

/// Keeps what an engine says of a container's health true where the engine runs no health check by itself.
package struct HealthUpdate: Sendable {
    private let client: EngineClient
    private let wallClock: WallClock

    /// Creates it.
    ///
    /// - Parameter wallClock: what tells whether a check is due.
    package init(client: EngineClient, wallClock: WallClock) {
        self.client = client
        self.wallClock = wallClock
    }

    /// A container's state, after its health check was run if the engine leaves that to others and it is due.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    package func state(of inspection: ContainerInspection) async throws -> ContainerState {
        var state = inspection.state
        guard try await !client.capabilities.has(.healthChecks), isDue(inspection) else { return state }
        do {
            state.health = try await client.runHealthcheck(of: inspection.id)
        } catch EngineError.notFound, EngineError.conflict, EngineError.rejected {
            // It has ended meanwhile, or the check cannot be run: what was known before is all there is.
            return state
        }
        return state
    }

    /// Whether a container has a health check whose last run, if there was one, is longer ago than its interval.
    private func isDue(_ inspection: ContainerInspection) -> Bool {
        guard let check = inspection.config.healthcheck, !check.isDisabled, !check.test.isEmpty,
            inspection.state.status == .running
        else { return false }
        guard let last = inspection.state.health?.log.last?.end else { return true }
        return EngineTimestamp(sinceEpoch: wallClock.now).duration(since: last) >= check.effectiveInterval
    }
}

extension EngineAPI.Healthcheck {
    /// The time between two runs.
    ///
    /// - Source: the engine's default when a health check names none.
    var effectiveInterval: Duration { interval ?? .seconds(30) }
}
