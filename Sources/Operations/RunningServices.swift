import ComposeModel
import EngineAPI
import EngineClient
import Reconciliation

/// Looks after the running containers of services.
struct RunningServices: Sendable {
    let session: Session

    /// Returns when no container of the services runs or is being restarted any more.
    ///
    /// - Parameter services: empty means all.
    /// - Throws: `EngineError`, `CancellationError`.
    func waitUntilNoneRuns(of services: Set<ServiceName>) async throws {
        let label = session.ownObjects
        let stream = try await session.client.events(
            filters: label.and(["type": ["container"], "event": ["kill", "die", "destroy"]])
        )
        if try await noneRuns(services) { return }
        var signalled: Set<ContainerID> = []
        for try await event in stream {
            guard let container = event.container else { continue }
            if event.action == .kill {
                signalled.insert(container)
            } else {
                // What was told to end may be about to be started again, by a restart for instance.
                if signalled.remove(container) != nil { try await session.clock.sleep(for: .seconds(1)) }
                if try await noneRuns(services) { return }
            }
        }
        try Task.checkCancellation()
    }

    private func noneRuns(_ services: Set<ServiceName>) async throws -> Bool {
        for container in try await session.client.containers(all: false, filters: session.ownObjects) {
            guard ComposeLabels(container.labels).belongs(toAnyOf: services) else { continue }
            // The listing may lag behind the event that a container has ended; an inspection does not.
            do {
                let state = try await session.client.inspectContainer(container.id).state
                if state.isRunning || state.isRestarting { return false }
            } catch EngineError.notFound {
                continue
            }
        }
        return true
    }
}
