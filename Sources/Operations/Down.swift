package import ComposeModel
import Convergence
package import EngineClient
import OrderedCollections
package import Reconciliation
package import SessionEvents

/// Takes a project down: stops and removes its containers and networks, and volumes if asked.
package struct Down: Sendable {
    private let client: EngineClient
    private let events: any SessionEventSink
    private let name: ProjectName
    private let project: Project?
    private let options: TeardownOptions
    private let lock: ProjectLock?
    /// How many steps of the plan are under way at once; `nil` is no limit.
    package var parallelLimit: Int?
    /// Whether the plan is shown, with the causes of its steps, before it is carried out.
    package var explainsPlans = false

    /// Creates the operation.
    ///
    /// - Parameters:
    ///   - project: what the files say; `nil` when there are none and labels have to do.
    ///   - lock: keeps other processes from changing the project at the same time; `nil` lets them.
    package init(
        _ name: ProjectName,
        project: Project?,
        client: EngineClient,
        events: any SessionEventSink,
        options: TeardownOptions,
        lock: ProjectLock? = nil
    ) {
        self.name = name
        self.project = project
        self.client = client
        self.events = events
        self.options = options
        self.lock = lock
    }

    /// Takes the project down.
    ///
    /// - Throws: `ConvergenceError`, `EngineError`, `CancellationError`.
    package func run() async throws {
        try await ProjectLock.changing(lock, client: client, events: events) {
            let plan = try await plan()
            if plan.isEmpty {
                events.emit(.warning("nothing to take down for project '\(name)'"))
                return
            }
            if explainsPlans { events.emit(.notice(plan.text)) }
            try await executor.execute(plan)
        }
    }

    private var executor: PlanExecutor {
        var options = PlanExecutor.Options(toolVersion: "")
        options.parallelLimit = parallelLimit
        return PlanExecutor(
            client: client,
            project: project ?? Project(name: name, workingDirectory: ""),
            events: events,
            options: options,
            journal: lock
        )
    }

    /// The plan that ``run()`` would carry out.
    ///
    /// - Throws: `EngineError`.
    package func plan() async throws -> Plan {
        let images = project?.services.values.map(\.image) ?? []
        let observed = try await StateCollector(client: client).observe(
            name,
            images: options.images == nil ? [] : images
        )
        return Teardown(of: name, project: project, observed: observed, options: options).plan()
    }
}
