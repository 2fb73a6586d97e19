package import ComposeModel
import Convergence
package import OrderedCollections
import Reconciliation
import SessionEvents

/// Brings services to other numbers of containers than their files say.
package struct Scale: Sendable {
    private let up: Up

    /// Creates the operation.
    ///
    /// - Parameters:
    ///   - numbers: how many containers each service is to have, in the order in which they were named.
    ///   - includesDependencies: whether what these services depend on is brought up too.
    package init(
        _ session: ProjectSession,
        to numbers: OrderedDictionary<ServiceName, Int>,
        includingDependencies includesDependencies: Bool
    ) {
        var reconciliation = ReconciliationOptions(toolVersion: session.toolVersion)
        reconciliation.services = Array(numbers.keys)
        reconciliation.includesDependencies = includesDependencies
        reconciliation.scale = numbers.reduce(into: [:]) { $0[$1.key] = $1.value }
        reconciliation.orphans = .ignore
        up = Up(session, options: Up.Options(reconciliation: reconciliation))
    }

    /// What ``run(until:)`` would do.
    ///
    /// - Throws: `ReconciliationError`, `EngineError`, `CancellationError`.
    package func preview() async throws -> Up.Preview { try await up.preview() }

    /// Does it.
    ///
    /// - Parameter interrupts: the first one brings it to an orderly end.
    /// - Throws: `ReconciliationError`, `ConvergenceError`, `EngineError`, `CancellationError`.
    package func run(until interrupts: Interrupts) async throws -> OperationEnd {
        OperationEnd(
            try await interrupts.race {
                _ = try await up.run()
            }
        )
    }
}
