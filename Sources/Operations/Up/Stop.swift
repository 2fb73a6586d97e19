package import ComposeModel
import Convergence
import EngineAPI
import EngineClient
import OrderedCollections
import Reconciliation
import SessionEvents

/// Stops what an `up` that stays has brought up, dependents first, or ends it at once; the verb is ``StopServices``.
package struct Stop: Sendable {
    private let session: ProjectSession
    private let services: [ServiceName]
    private let attached: Set<ServiceName>

    /// Creates the operation for the given services.
    ///
    /// - Parameter attached: the services what whose hooks write is shown.
    package init(_ session: ProjectSession, services: [ServiceName], attached: Set<ServiceName> = []) {
        self.session = session
        self.services = services
        self.attached = attached
    }

    /// The operation that ends what an `up` is attached to: the services that were asked for, and not what they depend on.
    ///
    /// - Parameter options: how that `up` brought services up.
    package static func afterUp(_ session: ProjectSession, _ options: Up.Options) -> Stop {
        let requested = options.reconciliation.services
        return Stop(
            session,
            services: requested.isEmpty ? Array(session.project.services.keys) : requested,
            attached: options.attached
        )
    }

    /// Stops the containers gracefully, as ``StopServices`` does.
    ///
    /// - Parameter timeout: how long each may take before it is killed; `nil` is its own setting.
    /// - Throws: `ReconciliationError`, `ConvergenceError`, `EngineError`, `CancellationError`.
    package func run(timeout: Duration? = nil) async throws {
        try await StopServices(session.session, services: services, timeout: timeout, attached: attached).run()
    }

    /// Kills the containers, whoever else works on the project; those that ended meanwhile are no error.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    package func kill() async throws {
        let ended = Set(services)
        let containers = try await session.observe().containers.filter { ended.contains($0.service) && $0.isRunning }
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
