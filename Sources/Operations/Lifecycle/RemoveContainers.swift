package import ComposeModel
import Convergence
package import Diagnostics
package import Reconciliation
import SessionEvents

/// Removes the containers of services that do not run.
package struct RemoveContainers: PlannedOperation {
    private let session: Session
    private let services: [ServiceName]
    private let options: RemovalPlanner.Options
    private let agreement: Agreement

    /// How it is known that containers may be removed.
    package enum Agreement: Sendable {
        /// It was said beforehand.
        case given
        /// Somebody is asked.
        case asked(any Confirmation)
        /// There is nobody to be asked: nothing is removed.
        case nobody
    }

    /// That nobody could be asked.
    package struct Unanswered: DiagnosticConvertible {
        /// The containers that would go.
        package var containers: [String]

        /// What was to be asked, and how to answer it beforehand.
        package var diagnostics: [Diagnostic] {
            [
                Diagnostic(
                    code: .arguments,
                    message: "nobody can be asked whether to remove \(containers.joined(separator: ", "))",
                    hint: "say so with '-f'"
                )
            ]
        }
    }

    /// Creates the operation; without a loaded project, labels have to do.
    ///
    /// - Parameter services: empty means all.
    package init(
        _ session: Session,
        services: [ServiceName],
        options: RemovalPlanner.Options,
        agreement: Agreement
    ) {
        self.session = session
        self.services = services
        self.options = options
        self.agreement = agreement
    }

    /// The plan that ``run()`` would carry out, if it may.
    package func plan() async throws -> Plan { try await planner(options).plan() }

    /// Removes the containers, once somebody has agreed.
    ///
    /// - Throws: ``Unanswered``, `ReconciliationError`, `ConvergenceError`, `EngineError`, `CancellationError`.
    package func run() async throws {
        let shown = try await planner(options)
        guard !shown.containers.isEmpty else {
            session.events.emit(
                .warning(
                    Diagnostic(
                        severity: .warning,
                        message: "no stopped containers",
                        hint: shown.running.isEmpty ? nil : "containers that run are stopped and removed with '-s'"
                    )
                )
            )
            return
        }
        guard try await mayRemove(shown.containers.map(\.name)) else { return }
        try await session.changing {
            // What came meanwhile was not agreed to.
            var options = options
            options.permitted = Set(shown.containers.map(\.name))
            try await session.executor().execute(try await planner(options).plan())
        }
    }

    private func mayRemove(_ names: [String]) async throws -> Bool {
        switch agreement {
        case .given: true
        case .asked(let confirmation): await confirmation.confirm("remove \(names.joined(separator: ", "))?")
        case .nobody: throw Unanswered(containers: names)
        }
    }

    private func planner(_ options: RemovalPlanner.Options) async throws -> RemovalPlanner {
        RemovalPlanner(try await session.selection(services, needingContainers: false), options: options)
    }
}
