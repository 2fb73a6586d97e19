import ComposeLoader
import ComposeModel
import Convergence
import OrderedCollections
package import Reconciliation
import SessionEvents

/// Takes a project down: stops and removes its containers and networks, and volumes if asked.
package struct Down: PlannedOperation {
    private let session: Session
    private let options: TeardownOptions

    /// Creates the operation; without a loaded project, labels have to do.
    package init(_ session: Session, options: TeardownOptions) {
        self.session = session
        self.options = options
    }

    /// Takes the project down, after the watcher in the background when nothing is left to be watched.
    package func run() async throws {
        if options.services.isEmpty { try await BackgroundWatcher(session).end() }
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
    package func plan() async throws -> Plan {
        let project = session.loaded?.project
        let images = project?.services.values.map(\.image) ?? []
        let observed = try await session.observe(images: options.images == nil ? [] : images)
        return Teardown(of: session.name, project: project, observed: observed, options: options).plan()
    }
}
