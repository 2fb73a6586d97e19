package import ComposeModel
import Convergence
package import Reconciliation
import SessionEvents

/// Stops the running containers of services, dependents first.
package struct StopServices: PlannedOperation {
    private let session: Session
    private let services: [ServiceName]
    private let timeout: Duration?
    private let attached: Set<ServiceName>

    /// Creates the operation; without a loaded project, labels have to do.
    ///
    /// - Parameters:
    ///   - services: empty means all.
    ///   - timeout: how long each container may take before it is killed; `nil` is its own setting.
    ///   - attached: the services what whose hooks write is shown.
    package init(
        _ session: Session,
        services: [ServiceName],
        timeout: Duration? = nil,
        attached: Set<ServiceName> = []
    ) {
        self.session = session
        self.services = services
        self.timeout = timeout
        self.attached = attached
    }

    /// The plan that ``run()`` would carry out.
    package func plan() async throws -> Plan { try await planner().plan() }

    /// Stops the containers, and names those that do not run anyway.
    package func run() async throws {
        try await session.changing {
            let planner = try await planner()
            for container in planner.stopped { session.tell(.stopped, of: container) }
            try await session.executor(tellingHooksOf: attached).execute(planner.plan())
        }
    }

    private func planner() async throws -> StopPlanner {
        StopPlanner(try await session.selection(services), timeout: timeout)
    }
}
