package import ComposeModel
import Convergence
import Diagnostics
import OrderedCollections
package import Reconciliation
import SessionEvents

/// Pulls the images of services.
package struct Pull: PlannedOperation {
    private let session: ProjectSession
    private let services: [ServiceName]
    private let includesDependencies: Bool
    private let options: PullPlanner.Options

    /// Creates the operation.
    ///
    /// - Parameters:
    ///   - services: those whose images are pulled; empty means all.
    ///   - includesDependencies: whether those of the services that they depend on are pulled, too.
    package init(
        _ session: ProjectSession,
        services: [ServiceName],
        includesDependencies: Bool = false,
        options: PullPlanner.Options
    ) {
        self.session = session
        self.services = services
        self.includesDependencies = includesDependencies
        self.options = options
    }

    /// Pulls the images. Which ones are left alone is told as events; so is what failed, if failures are tolerated.
    package func run() async throws {
        let (plan, skipped) = try await decision()
        for entry in skipped {
            session.events.emit(
                .imageSkipped(reason: entry.reason.skip, pulledFor: entry.reason.other?.rawValue),
                about: .service(entry.service.rawValue)
            )
        }
        do {
            try await session.executor().execute(plan)
        } catch let error as ConvergenceError {
            tellWhatHasToBeBuilt(error)
            guard options.toleratesFailures else { throw error }
            session.tellFailures(error)
        }
    }

    /// The plan that ``run()`` would carry out.
    package func plan() async throws -> Plan { try await decision().plan }

    private func decision() async throws -> (plan: Plan, skipped: [PullPlanner.Skipped]) {
        let selection = try ServiceSelection(services, of: session.project, includingDependencies: includesDependencies)
        return try PullPlanner(session.project, options: options)
            .plan(for: selection.services.sorted { $0.name < $1.name }, observed: try await session.observe())
    }

    private func tellWhatHasToBeBuilt(_ error: ConvergenceError) {
        let built = error.each.compactMap { error -> String? in
            guard case .engine(.pullImage(let pull), _) = error else { return nil }
            let service = session.project.definition(of: pull.service)
            return service?.build != nil ? pull.service.rawValue : nil
        }
        guard !built.isEmpty else { return }
        session.events.emit(
            .warning(
                Diagnostic(
                    severity: .warning,
                    message: "Some service image(s) must be built from source by running: "
                        + "engarde build \(built.sorted().joined(separator: " "))"
                )
            )
        )
    }
}

extension PullPlanner.Reason {
    fileprivate var skip: ImageSkip {
        switch self {
        case .noImage: .noImage
        case .policy: .pullPolicy
        case .present: .present
        case .buildable: .buildable
        case .shared: .shared
        }
    }

    fileprivate var other: ServiceName? { if case .shared(let other) = self { other } else { nil } }
}
