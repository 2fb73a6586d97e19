package import ComposeLoader
package import ComposeModel
import Convergence
package import EngineClient
import OrderedCollections
import Reconciliation
package import SessionEvents

/// What every verb works with: the project, the engine, and where its events go.
package struct ProjectSession: Sendable {
    /// The project as it was loaded.
    package let loaded: LoadedProject
    /// The engine.
    package var client: EngineClient
    /// Where events go.
    package var events: any SessionEventSink
    /// The version that is written into labels.
    package var toolVersion: String
    /// Keeps other processes from changing the project at the same time; `nil` lets them.
    package var lock: ProjectLock?
    /// How many steps of a plan are under way at once; `nil` is no limit.
    package var parallelLimit: Int?
    /// Whether each plan is shown, with the causes of its steps, before it is carried out.
    package var explainsPlans = false
    /// Where what outlives the session is kept; `nil` if nothing is to be.
    package var folder: ProjectFolder?
    /// What limits and pauses are measured on.
    package var clock: any Clock<Duration> = ContinuousClock()
    /// What docker compose's digests of the services are of.
    let configurations: OnceValue<[ServiceName: ConfigurationText]>
    /// The services that the development loop stops or replaces while others wait for them.
    let interruptions: ServiceInterruptions

    /// Creates a session.
    package init(
        loaded: LoadedProject,
        client: EngineClient,
        events: any SessionEventSink,
        toolVersion: String,
        lock: ProjectLock? = nil,
        folder: ProjectFolder? = nil
    ) {
        self.loaded = loaded
        configurations = OnceValue { loaded.configurationTexts() }
        self.client = client
        self.events = events
        self.toolVersion = toolVersion
        self.lock = lock
        interruptions = ServiceInterruptions { lock?.isHeldByWatcher ?? false }
        self.folder = folder
    }

    /// The project.
    package var project: Project { loaded.project }

    /// What the engine holds of the project now.
    func observe() async throws -> ObservedState {
        let services = Array(project.services.values) + Array(project.disabledServices.values)
        return try await StateCollector(client: client).observe(project.name, images: services.map(\.image))
    }

    /// Shows a plan that is about to be carried out, if the user wants to see plans.
    func explain(_ plan: Plan) {
        if explainsPlans, !plan.isEmpty { events.emit(.notice(plan.text)) }
    }

    /// An executor of plans for the project.
    func executor(
        readinessLimit: Duration? = nil,
        failingWhenUnready failsWhenUnready: Bool = false,
        preparation: (any ContainerPreparation)? = nil
    ) -> PlanExecutor {
        var options = PlanExecutor.Options(toolVersion: toolVersion)
        options.readinessLimit = readinessLimit
        options.failsWhenUnready = failsWhenUnready
        options.parallelLimit = parallelLimit
        return PlanExecutor(
            client: client,
            project: project,
            events: events,
            options: options,
            journal: lock,
            preparation: preparation,
            interruptions: interruptions,
            clock: clock
        )
    }
}
