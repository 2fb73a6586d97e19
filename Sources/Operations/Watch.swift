package import ComposeModel
import Convergence
import DevelopmentLoop
import Diagnostics
import Reconciliation
import SessionEvents
import SystemPackage

/// Carries saved edits into running services, as their `develop.watch` rules say, until cancelled.
package struct Watch: Sendable {
    let session: ProjectSession
    let services: [WatchedService]

    /// Creates the operation.
    ///
    /// - Parameter services: those that are watched; empty means all that have rules.
    /// - Throws: `ReconciliationError` for a service that does not exist, `DevelopmentLoopError` for rules that make no
    ///   sense.
    package init(_ session: ProjectSession, services: [ServiceName]) throws {
        self.session = session
        self.services = try ServiceSelection(services, of: session.project).services.compactMap(WatchedService.init)
        if self.services.isEmpty { throw DevelopmentLoopError(.nothingToWatch) }
    }

    /// Watches.
    ///
    /// - Throws: `FileWatchingError` when the system refuses; failures of single files, services and containers are events.
    package func run() async throws {
        try await WatchSession(
            project: session.project.name,
            projectDirectory: FilePath(session.project.workingDirectory),
            services: services,
            engine: session.client,
            operations: PlannedServiceOperations(session: session),
            events: session.events
        )
        .run()
    }
}

/// Rebuilds and restarts services by the same plans as the other verbs.
private struct PlannedServiceOperations: ServiceOperations {
    let session: ProjectSession

    func rebuild(_ service: ServiceName) async throws {
        var reconciliation = ReconciliationOptions(toolVersion: session.toolVersion)
        reconciliation.services = [service]
        reconciliation.includesDependencies = false
        reconciliation.orphans = .ignore
        var options = Up.Options(reconciliation: reconciliation)
        options.building = .always
        do {
            _ = try await Up(session, options: options).run()
        } catch let error as ConvergenceError {
            // The loop reports one line; what the build wrote last is what one needs to mend it.
            for diagnostic in error.diagnostics { session.events.emit(.notice(diagnostic.rendered())) }
            throw error
        }
    }

    func restart(_ service: ServiceName) async throws {
        try await session.changing {
            let plan = RestartPlanner(service, of: session.project, observed: try await session.observe())
                .plan(because: "a watched file changed")
            try await session.executor().execute(plan)
        }
    }
}
