import ComposeModel
import Convergence
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
        let stream = try await session.containerEvents("kill", "die", "destroy")
        if try await noneRuns(services) { return }
        var signalled: Set<ContainerID> = []
        for try await event in stream {
            guard let container = event.container else { continue }
            if event.action == .kill {
                signalled.insert(container)
            } else {
                // What was told to end may be about to be started again, by a restart for instance.
                if signalled.remove(container) != nil { try await session.clock.sleep(for: .seconds(1)) }
                // What is restarted or replaced on purpose comes back.
                while session.interruptions.isInterruptingAny { try await session.clock.sleep(for: .milliseconds(100)) }
                // While it is being started, however long that takes, lists do not have it, and inspections wait.
                if try await isActive(container) { continue }
                if try await noneRuns(services) { return }
            }
        }
        try Task.checkCancellation()
        // An engine that is shut down ends its stream in good order.
        throw EngineError.connectionClosed(request: "GET /events")
    }

    private func noneRuns(_ services: Set<ServiceName>) async throws -> Bool {
        for container in try await session.containers(of: services, includingStopped: false) {
            // The listing may lag behind the event that a container has ended; an inspection does not.
            if try await isActive(container.id) { return false }
        }
        return true
    }

    private func isActive(_ container: ContainerID) async throws -> Bool {
        do {
            let state = try await session.client.inspectContainer(container).state
            return state.isRunning || state.isRestarting
        } catch EngineError.notFound {
            return false
        }
    }
}
