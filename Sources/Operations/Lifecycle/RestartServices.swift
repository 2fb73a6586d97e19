package import ComposeModel
import Convergence
package import Reconciliation
import SessionEvents

/// Stops and starts the containers of services, and of those that are to be restarted with them.
package struct RestartServices: PlannedOperation {
    private let session: Session
    private let services: [ServiceName]
    private let options: Options

    /// What is restarted, and how.
    package struct Options: Sendable, Hashable {
        /// Whether those go too that depend on a service with `restart: true`.
        package var includesDependents = true
        /// How long each container may take to stop before it is killed; `nil` is its own setting.
        package var timeout: Duration?

        /// Creates options with the defaults of `restart`.
        package init() {}
    }

    /// Creates the operation; without a loaded project, labels have to do.
    ///
    /// - Parameter services: empty means all.
    package init(_ session: Session, services: [ServiceName], options: Options = Options()) {
        self.session = session
        self.services = services
        self.options = options
    }

    /// The plan that ``run()`` would carry out.
    package func plan() async throws -> Plan { try await planner().plan(because: Self.cause) }

    /// Restarts the containers.
    package func run() async throws {
        try await session.changing {
            let planner = try await planner()
            let containers = planner.containers
            if containers.isEmpty { session.events.emit(.warning("no container to restart")) }
            for container in containers { session.tell(.restarting, of: container) }
            try await session.executor().execute(planner.plan(because: Self.cause))
        }
    }

    private static let cause = "it was asked for"

    private func planner() async throws -> RestartPlanner {
        let planner = RestartPlanner(
            try await session.selection(services),
            includesDependents: options.includesDependents,
            timeout: options.timeout
        )
        if let service = planner.lacking.first { throw ReconciliationError.noContainer(service) }
        return planner
    }
}
