package import ComposeModel
import Convergence
import Diagnostics
package import Reconciliation
import SessionEvents

/// Sends the images that services build to their registries.
package struct Push: PlannedOperation {
    private let session: ProjectSession
    private let services: [ServiceName]
    private let includesDependencies: Bool
    private let toleratesFailures: Bool

    /// Creates the operation.
    ///
    /// - Parameters:
    ///   - services: those whose images are pushed; empty means all.
    ///   - includesDependencies: whether those of the services that they depend on are pushed, too.
    ///   - toleratesFailures: whether no failure keeps another image from being pushed, nor the whole from succeeding.
    package init(
        _ session: ProjectSession,
        services: [ServiceName],
        includesDependencies: Bool = false,
        toleratesFailures: Bool = false
    ) {
        self.session = session
        self.services = services
        self.includesDependencies = includesDependencies
        self.toleratesFailures = toleratesFailures
    }

    /// Pushes the images. Which services have none that can be is told as events; so is what failed, if failures are
    /// tolerated.
    package func run() async throws {
        let (plan, skipped) = try decision()
        for service in skipped {
            session.events.emit(
                .imageSkipped(reason: .notBuilt, pulledFor: nil),
                about: .service(service.rawValue)
            )
        }
        do {
            try await session.executor().execute(plan)
        } catch let error as ConvergenceError where toleratesFailures {
            session.tellFailures(error)
        }
    }

    /// The plan that ``run()`` would carry out.
    ///
    /// - Throws: `ReconciliationError`.
    package func plan() throws -> Plan { try decision().plan }

    private func decision() throws -> (plan: Plan, skipped: [ServiceName]) {
        let selection = try ServiceSelection(services, of: session.project, includingDependencies: includesDependencies)
        return try PushPlanner(session.project, toleratesFailures: toleratesFailures)
            .plan(for: selection.services.sorted { $0.name < $1.name })
    }
}

extension ProjectSession {
    /// Tells of what failed and is not to fail the whole.
    func tellFailures(_ error: ConvergenceError) {
        for diagnostic in error.diagnostics {
            session.events.emit(
                .warning(Diagnostic(code: diagnostic.code, severity: .warning, message: diagnostic.message))
            )
        }
    }
}
