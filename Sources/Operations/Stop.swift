package import ComposeModel
import Convergence
import EngineAPI
import EngineClient
import Reconciliation

/// Stops running services, dependents first, or ends them at once.
package struct Stop: Sendable {
    private let session: ProjectSession
    private let services: Set<ServiceName>

    /// Creates the operation for the given services.
    package init(_ session: ProjectSession, services: [ServiceName]) {
        self.session = session
        self.services = Set(services)
    }

    /// The operation that takes back what an `up` did: it is for the services that were asked for, and for those that it
    /// started for them alone.
    ///
    /// - Parameters:
    ///   - requested: the services that were asked for; empty means all.
    ///   - before: what ran before that `up` began.
    /// - Throws: `ReconciliationError`, `EngineError`, `CancellationError`.
    package static func afterUp(
        _ session: ProjectSession,
        requested: [ServiceName],
        before: ServicesBefore
    ) async throws -> Stop {
        let observed = try await session.observe()
        let selection = try ShutdownSelection(
            requested,
            of: session.project,
            before: before.running ?? Set(observed.containers.map(\.service)),
            observed: observed
        )
        return Stop(session, services: selection.services)
    }

    /// Stops the containers gracefully.
    ///
    /// - Parameter timeout: how long each may take before it is killed; `nil` is its own setting.
    /// - Throws: `ConvergenceError`, `EngineError`, `CancellationError`.
    package func run(timeout: Duration? = nil) async throws {
        try await session.changing {
            let observed = try await session.observe()
            let plan = StopPlanner(services, of: session.project, observed: observed, timeout: timeout).plan()
            try await session.executor().execute(plan)
        }
    }

    /// Kills the containers, whoever else works on the project; those that ended meanwhile are no error.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    package func kill() async throws {
        let containers = try await session.observe().containers.filter { services.contains($0.service) && $0.isRunning }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for container in containers {
                group.addTask {
                    do {
                        try await session.client.killContainer(container.id)
                    } catch EngineError.conflict, EngineError.notFound {
                        return
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
