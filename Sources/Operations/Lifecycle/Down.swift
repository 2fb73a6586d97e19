import ComposeModel
import Convergence
import ComposeLoader
import OrderedCollections
package import Reconciliation
import SessionEvents

/// Takes a project down: stops and removes its containers and networks, and volumes if asked.
package struct Down: Sendable {
    private let session: Session
    private let options: TeardownOptions

    /// Creates the operation; without a loaded project, labels have to do.
    package init(_ session: Session, options: TeardownOptions) {
        self.session = session
        self.options = options
    }

    /// Takes the project down, after the watcher in the background when nothing is left to be watched.
    ///
    /// - Parameter interrupts: the first one brings it to an orderly end.
    /// - Throws: `ConvergenceError`, `EngineError`, `CancellationError`.
    package func run(until interrupts: Interrupts) async throws -> OperationEnd {
        OperationEnd(
            try await interrupts.race {
                if options.services.isEmpty { try await BackgroundWatcher(session).end() }
                try await run()
            }
        )
    }

    /// Takes the project down.
    ///
    /// - Throws: `ConvergenceError`, `EngineError`, `CancellationError`.
    package func run() async throws {
        try await session.changing {
            let plan = try await plan()
            if plan.isEmpty {
                session.events.emit(.warning("nothing to take down for project '\(session.name)'"))
                return
            }
            try await session.executor().execute(plan)
        }
    }

    /// The plan that ``run()`` would carry out.
    ///
    /// - Throws: `EngineError`.
    package func plan() async throws -> Plan {
        let project = session.loaded?.project
        let images = project?.services.values.map(\.image) ?? []
        let observed = try await StateCollector(client: session.client, wallClock: session.wallClock).observe(
            session.name,
            images: options.images == nil ? [] : images
        )
        return Teardown(of: session.name, project: project, observed: observed, options: options).plan()
    }
}
