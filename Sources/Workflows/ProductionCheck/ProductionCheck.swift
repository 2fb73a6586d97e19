import ComposeLoader
package import ComposeModel
package import Diagnostics
import EngineAPI
package import Operations
import OrderedCollections
import Reconciliation
import SessionEvents

/// Builds a project for production, starts it beside the one that is developed, looks whether it is as the files say, and
/// removes it.
package struct ProductionCheck: Workflow {
    private let context: WorkflowContext
    private let layers: ProductionLayers
    private let options: Options
    private let settings: ProductionCheckSettings
    private let stack: ProductionStack
    private let declared: LoadedProject
    private let services: [Service]
    private let record = ProductionRecord()

    /// How a project is checked.
    package struct Options: Sendable, Hashable {
        /// The services that are checked; empty means all that are enabled.
        package var services: [String] = []
        /// How long services may take to become ready; `nil` is what the project says, else 300 seconds.
        package var timeout: Duration?
        /// Whether the project is left running.
        package var keeps = false
        /// Whether a project that was left running is removed, and nothing else done.
        package var onlyRemoves = false

        /// Creates options with the defaults.
        package init() {}
    }

    /// How long services may take to become ready where nobody says otherwise.
    private static let patience = Duration.seconds(300)

    /// The name of the project that is brought up to check another one.
    package static func name(for project: ProjectName) -> String { "\(project)-prod-check" }

    /// The request for a session in which a project is checked.
    ///
    /// - Parameters:
    ///   - request: how the user's project is opened.
    ///   - layers: the files for production.
    /// - Throws: `LoadError` for what is wrong with the files for production, such as a variable that is required and missing.
    package static func request(_ request: SessionRequest, _ layers: ProductionLayers) throws -> SessionRequest {
        let project = try ProjectLoader(files: DiskProjectFiles()).load(layers.production).project
        var own = request
        own.load = layers.production
        own.load.projectName = name(for: project.name)
        return own
    }

    /// Creates the workflow.
    ///
    /// - Parameters:
    ///   - session: one that was opened by ``request(_:_:)``.
    ///   - layers: the files for production and for development.
    /// - Throws: ``SettingsError``, ``ProductionCheckError``, `ReconciliationError`.
    package init(
        _ context: WorkflowContext,
        _ session: ProjectSession,
        _ layers: ProductionLayers,
        options: Options
    ) throws {
        self.context = context
        self.layers = layers
        self.options = options
        declared = session.loaded
        settings = try ProductionCheckSettings(of: session.loaded)
        stack = ProductionStack(session, ParallelProject.disk)
        let named = options.services.map { ServiceName($0) }
        let selection = try ServiceSelection(named, of: session.project)
        let (skip, requested) = (settings.skip, selection.requested)
        services = selection.services.filter { requested.contains($0.name) && !skip.contains($0.name) }
        guard !services.isEmpty || options.onlyRemoves else {
            throw ProductionCheckError.nothingToCheck(session.project.name)
        }
    }

    /// What was found; `nil` where the check did not come that far.
    package var report: ProductionReport? { record.report }

    /// What kept the project from being removed; empty where nothing did.
    package var removalProblems: [Diagnostic] { record.removalProblems }

    /// The steps: what an earlier check left is removed, then images are built, services started and looked at, and all is
    /// removed.
    package func steps() async throws -> [WorkflowStep] {
        let isThere = try await stack.isThere()
        if options.onlyRemoves { return isThere ? [removal("'--keep' left it")] : [] }
        var steps: [WorkflowStep] = []
        if isThere { steps.append(removal("an earlier check left it")) }
        if services.contains(where: { $0.build != nil }) {
            steps.append(
                WorkflowStep(command("build", named), for: "production runs what the Dockerfiles make") {
                    [stack, services] in
                    try await stack.build(services.map(\.name))
                }
            )
        }
        steps.append(
            WorkflowStep(command("up", ["-d"] + named), for: "beside what runs, at ports that are free") {
                try await start()
            }
        )
        let containers = containerNames
        steps.append(
            WorkflowStep(
                .other(words: ["docker", "inspect"] + containers),
                for: "mounts, limits, restart policies, logs, users, sizes and health are as the files say"
            ) { try await inspect() }
        )
        if !options.keeps { steps.append(cleanup) }
        return steps
    }

    private func start() async throws {
        let stopwatch = context.stopwatch
        record.outcome = try await stack.start(services.map(\.name), within: patience)
        record.patience = patience - stopwatch.elapsed
    }

    private func inspect() async throws {
        let development = try? ProjectLoader(files: DiskProjectFiles()).load(layers.development).project
        let inspection = ProductionInspection(
            stack: stack,
            development: development,
            outcome: record.outcome,
            search: .disk,
            patience: record.patience
        )
        let facts = try await inspection.facts(of: services)
        let tree = WorkingTree(
            of: declared.project,
            homeDirectory: context.request.homeDirectory,
            files: DiskProjectFiles()
        )
        let assessment = ProductionAssessment(
            places: ProductionPlaces(loaded: declared),
            tree: tree,
            look: ParallelProject.disk,
            allowedRoots: settings.allowRoot
        )
        record.report = ProductionReport(
            project: stack.name.rawValue,
            files: declared.project.composeFiles,
            findings: assessment.findings(of: facts, besides: stack.changes),
            addresses: options.keeps ? Self.addresses(of: facts) : nil
        )
    }

    private var patience: Duration { options.timeout ?? settings.timeout ?? Self.patience }

    /// The services that are named on a command line; none where all are meant.
    private var named: [String] {
        services.count == declared.project.services.count ? [] : services.map(\.name.rawValue)
    }

    /// The names of the containers that are looked at.
    private var containerNames: [String] {
        let project = stack.session.project
        return services.compactMap { project.definition(of: $0.name) }
            .map { ContainerNaming.name(project: project, service: $0, number: 1) }
    }

    private func command(_ verb: String, _ arguments: [String]) -> StepCommand {
        .own(arguments: layers.options + ["-p", stack.name.rawValue, verb] + arguments)
    }

    private var removalCommand: StepCommand { command("down", ["-v", "--remove-orphans", "--rmi", "local"]) }

    private func removal(_ purpose: String) -> WorkflowStep {
        WorkflowStep(removalCommand, for: purpose) { [stack] in try await stack.remove() }
    }

    private var cleanup: WorkflowStep {
        WorkflowStep(removalCommand, for: "nothing is left behind", isCleanup: true) { [stack, record] in
            do {
                try await stack.remove()
            } catch {
                // What was found is worth more than how the tidying went.
                record.removalProblems = Diagnostic.all(of: error)
                for diagnostic in record.removalProblems { stack.session.events.emit(.warning(diagnostic)) }
            }
        }
    }

    private static func addresses(of facts: [ServiceFacts]) -> [ProductionReport.Address] {
        var addresses: [ProductionReport.Address] = []
        for service in facts {
            for container in service.containers {
                let bindings = container.inspection.networkSettings.ports.bindings
                for (port, places) in bindings.sorted(by: { $0.key < $1.key }) {
                    for place in places {
                        let address = place.hostIP.contains(":") ? "[\(place.hostIP)]" : place.hostIP
                        addresses.append(
                            ProductionReport.Address(
                                service: service.name,
                                port: port.description,
                                host: "\(address):\(place.hostPort)"
                            )
                        )
                    }
                }
            }
        }
        return addresses
    }
}
