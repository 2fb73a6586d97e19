package import ComposeModel
import OrderedCollections
import Reconciliation
import SessionEvents

/// Carries saved edits into running services, as their `develop.watch` rules say, until cancelled.
package struct Watch: Sendable {
    private let session: ProjectSession
    private let services: [Service]

    /// Creates the operation.
    ///
    /// - Parameter services: those that are watched; empty means all that have rules.
    /// - Throws: `ReconciliationError` for a service that does not exist.
    package init(_ session: ProjectSession, services: [ServiceName]) throws {
        self.session = session
        self.services = try ServiceSelection(services, of: session.project).services
            .filter { !$0.watchRules.isEmpty }
    }

    /// Watches.
    ///
    /// - Throws: `DevelopmentLoopError`, `EngineError`, `CancellationError`.
    package func run() async throws {
        session.events.emit(.notice("no"))
    }
}
