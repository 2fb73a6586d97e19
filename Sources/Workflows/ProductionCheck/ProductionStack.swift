import ComposeLoader
import ComposeModel
import Convergence
import EngineAPI
import EngineClient
import Operations
import OrderedCollections
import Reconciliation
import SessionEvents

/// The project that is brought up for a production check, beside the one that it is made from.
struct ProductionStack: Sendable {
    /// The session in which it is worked on; its project has names of its own.
    let session: ProjectSession
    /// What is done otherwise in it than the files say.
    let changes: [ParallelChange]

    /// Makes a project that can run beside others, in place of that of a session.
    ///
    /// - Parameters:
    ///   - opened: a session with the files for production, under the name of the check.
    ///   - look: tells what is mounted.
    init(_ opened: ProjectSession, _ look: ParallelProject.Look) {
        let parallel = ParallelProject(of: opened.project, named: opened.project.name, look)
        var loaded = opened.loaded
        loaded.project = parallel.project
        // What takes it down must not know the names of the files: they are those of others.
        var session = Session(
            of: parallel.project.name,
            loaded: loaded,
            client: opened.client,
            events: opened.events,
            toolVersion: opened.toolVersion,
            lock: opened.lock,
            folder: opened.folder
        )
        session.disclosesValues = opened.disclosesValues
        session.parallelLimit = opened.parallelLimit
        session.clock = opened.clock
        session.wallClock = opened.wallClock
        self.session = ProjectSession(session, loaded)
        changes = parallel.changes
    }

    /// Its name.
    var name: ProjectName { session.project.name }

    /// Builds the images of services, and of those that they depend on.
    func build(_ services: [ServiceName]) async throws {
        var overrides = BuildOverrides(toolVersion: session.toolVersion)
        overrides.areForThisEngine = true
        try await Build(session, services: services, includesDependencies: true, overrides: overrides).run()
    }

    /// Starts services, with those that they depend on, and waits for each of them.
    ///
    /// - Returns: the containers that became ready in time, and what is wrong where one is needed and did not.
    /// - Throws: `ConvergenceError` for what is wrong with no single service, `ReconciliationError`, `EngineError`,
    ///   `CancellationError`.
    func start(_ services: [ServiceName], within limit: Duration) async throws -> StartOutcome {
        var reconciliation = ReconciliationOptions(toolVersion: session.toolVersion)
        reconciliation.services = services
        reconciliation.waiting = .forAll(required: false)
        reconciliation.orphans = .ignore
        var options = Up.Options(reconciliation: reconciliation)
        options.readinessLimit = limit
        do {
            let result = try await Up(session, options: options).run()
            return StartOutcome(ready: result.record.readyContainers)
        } catch let error as ConvergenceError where error.isAboutServices {
            return StartOutcome(of: error)
        }
    }

    /// Takes everything away that bears its name.
    func remove() async throws {
        let down = Down(session.session, options: teardown)
        if try await !down.plan().isEmpty { try await down.run() }
    }

    /// Whether something bears its name already.
    ///
    /// - Throws: ``ProductionCheckError/nameTaken(_:directory:)`` where that is another directory's, `EngineError`,
    ///   `CancellationError`.
    func isThere() async throws -> Bool {
        for container in try await containers() {
            let directory = ComposeLabels(container.labels).workingDirectory
            if let directory, directory != session.project.workingDirectory {
                throw ProductionCheckError.nameTaken(name, directory: directory)
            }
        }
        return try await !Down(session.session, options: teardown).plan().isEmpty
    }

    /// Its containers.
    func containers() async throws -> [ContainerSummary] {
        try await session.client.containers(all: true, filters: .label(ComposeLabel.project, name.rawValue))
    }

    private var teardown: TeardownOptions {
        var options = TeardownOptions()
        options.removesVolumes = true
        options.removesOrphans = true
        options.images = .local
        return options
    }
}
