package import ComposeLoader
package import ComposeModel
import Convergence
import EngineAPI
package import EngineClient
import Reconciliation
package import SessionEvents

/// What whoever drives the tool works with: a project, or just its name, the engine, and where its events go.
package struct Session: Sendable {
    /// The project's name.
    package let name: ProjectName
    /// The project as it was loaded; `nil` when there are no files, and what the engine holds has to do.
    package internal(set) var loaded: LoadedProject?
    /// The engine.
    package let client: EngineClient
    /// Where events go.
    package var events: any SessionEventSink
    /// The version that is written into labels.
    package let toolVersion: String
    /// Keeps other processes from changing the project at the same time; `nil` lets them.
    package var lock: ProjectLock?
    /// Where what outlives the session is kept; `nil` if nothing is to be.
    package var folder: ProjectFolder?
    /// Whether plans show values that may be secret.
    package var disclosesValues = false
    /// How many steps of a plan are under way at once; `nil` is no limit.
    package var parallelLimit: Int?
    /// What limits and pauses are measured on.
    package var clock: any Clock<Duration> = ContinuousClock()
    /// What tells the time of day.
    package var wallClock = WallClock.system
    /// Numbers the plans that are carried out.
    let planNumbers = PlanNumbers()
    /// What programs said that manage services in place of containers.
    let providedVariables = ProvidedVariables()
    /// The services that the development loop stops or replaces while others wait for them.
    let interruptions: ServiceInterruptions

    /// Creates a session.
    ///
    /// - Parameters:
    ///   - name: that of the loaded project, if there is one.
    ///   - toolVersion: the version that is written into labels.
    package init(
        of name: ProjectName,
        loaded: LoadedProject? = nil,
        client: EngineClient,
        events: any SessionEventSink,
        toolVersion: String,
        lock: ProjectLock? = nil,
        folder: ProjectFolder? = nil
    ) {
        self.name = name
        self.loaded = loaded
        self.client = client
        self.events = events
        self.toolVersion = toolVersion
        self.lock = lock
        self.folder = folder
        interruptions = ServiceInterruptions { lock?.isHeldByWatcher ?? false }
    }

    /// What lists and events of the engine are narrowed down by to what belongs to the project.
    var ownObjects: QueryFilters { .label(ComposeLabel.project, name.rawValue) }

    /// Measures a time, from now on.
    var stopwatch: Stopwatch { Stopwatch(clock) }

    /// Runs `body` while no other process changes the project, after what a killed one left under way has come to its end.
    ///
    /// - Throws: what `body` throws, `CancellationError`.
    package func changing<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await ProjectLock.changing(
            lock,
            client: client,
            events: events,
            clock: clock,
            wallClock: wallClock,
            body
        )
    }

    /// An executor of plans.
    ///
    /// - Parameters:
    ///   - readinessLimit: how long a container may take to become ready; `nil` is as long as the engine's own verdict takes.
    ///   - failsWhenUnready: whether a service that nothing has to wait for fails the whole when it does not become ready.
    ///   - preparation: what is done to containers before they are started.
    ///   - services: those what whose hooks write is told, line by line.
    ///   - toleratesUse: whether a warning is told of what is not removed because somebody else uses it.
    func executor(
        readinessLimit: Duration? = nil,
        failingWhenUnready failsWhenUnready: Bool = false,
        preparation: (any ContainerPreparation)? = nil,
        tellingHooksOf services: Set<ServiceName> = [],
        toleratingUse toleratesUse: Bool = false
    ) -> PlanExecutor {
        var options = PlanExecutor.Options()
        options.readinessLimit = readinessLimit
        options.failsWhenUnready = failsWhenUnready
        options.toleratesUse = toleratesUse
        options.parallelLimit = parallelLimit
        options.hookAudience = HookAudience(project: name, services: services)
        return PlanExecutor(
            client: client,
            events: events,
            options: options,
            journal: lock,
            preparation: preparation,
            interruptions: interruptions,
            numbers: planNumbers,
            clock: clock,
            wallClock: wallClock,
            providers: providerHost,
            environment: loaded?.project.environment ?? [:]
        )
    }

    /// What the programs work with that manage services in place of containers; `nil` where there are no files that say so.
    private var providerHost: ProviderHost? {
        loaded.map { loaded in
            ProviderHost(
                project: name,
                environment: loaded.project.environment,
                variables: providedVariables,
                configuration: { loaded.serviceText($0) }
            )
        }
    }
}
