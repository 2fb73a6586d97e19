package import ComposeModel
import Convergence
package import Reconciliation

/// Starts containers of services that are there, and of what these depend on.
package struct StartServices: PlannedOperation {
    private let session: Session
    private let services: [ServiceName]
    private let options: Options

    /// How containers are started.
    package struct Options: Sendable, Hashable {
        /// Whether it waits until all services are ready.
        package var waits = false
        /// How long a container may take to become ready; `nil` is as long as the engine's own verdict takes.
        package var readinessLimit: Duration?

        /// Creates options that wait for nothing but dependencies.
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
    package func plan() async throws -> Plan {
        try StartPlanner(
            try await session.selection(services),
            waits: options.waits,
            toolVersion: session.toolVersion
        )
        .plan()
    }

    /// Starts the containers.
    package func run() async throws {
        try await session.changing {
            _ = try await session.executor(readinessLimit: options.readinessLimit).execute(try await plan())
        }
    }
}
