import EngineAPI
import EngineClient
import Reconciliation

/// What an engine does only when it is asked to: running health checks, and telling at once that a container has ended.
extension ReadinessWaiter {
    /// Lets an engine that runs no checks by itself find out what was just found out, so that others see it, too.
    func tellEngine(of container: ContainerID) async {
        guard let capabilities = try? await client.capabilities, !capabilities.has(.healthChecks) else { return }
        _ = try? await client.runHealthcheck(of: container)
    }

    /// Has an engine that runs no checks by itself run the health check at its interval, until there is a verdict.
    func outcomeByRequest(_ container: ContainerID, _ wait: Operation.AwaitReadiness) async throws -> Outcome? {
        let check = try await client.inspectContainer(container).config.healthcheck
        guard let check, !check.isDisabled, !check.test.isEmpty else { return nil }
        while true {
            try await clock.sleep(for: check.effectiveInterval)
            do {
                switch try await client.runHealthcheck(of: container)?.status {
                case .healthy: return .healthy
                case .unhealthy where !interruptions.isInterrupted(wait.service): throw failure(wait, .unhealthy)
                case .unhealthy, .starting, .some(.none), nil: continue
                }
            } catch EngineError.conflict, EngineError.notFound, EngineError.rejected {
                // It does not run at the moment; its end is heard of elsewhere.
                continue
            }
        }
    }

    /// How often a container is looked at whose end the engine tells late.
    private static let lookingPause = Duration.milliseconds(500)

    /// Looks at the container again and again, until its state decides.
    func outcomeByLooking(at container: ContainerID, _ wait: Operation.AwaitReadiness) async throws -> Outcome? {
        var hasFailed = false
        while true {
            try await clock.sleep(for: Self.lookingPause)
            do {
                if case .reached(let outcome) = try await standing(of: container, wait) { return outcome }
                hasFailed = false
            } catch let failure as ReadinessFailure {
                // What has ended may be about to be started again.
                if hasFailed { throw failure }
                hasFailed = true
            }
        }
    }
}
