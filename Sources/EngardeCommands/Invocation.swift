import ComposeLoader
import ComposeModel
import Convergence
import Diagnostics
import EngineClient
import OrderedCollections
import Operations
import Reconciliation
import Rules
import SessionEvents
import TerminalOutput

/// What one run of the program works with, made from the arguments before the verb.
struct Invocation {
    /// The arguments before the verb.
    let options: GlobalOptions
    /// Where the program runs.
    let surroundings: Surroundings
    /// What the terminal can show.
    let traits: TerminalTraits
    /// The project's file, where it comes on standard input.
    private let standardInput: [UInt8]

    /// Creates an invocation. Reads standard input if the project comes from there: the reading cannot be cancelled, and
    /// as long as nobody takes the signals, Ctrl-C ends the program.
    init(_ options: GlobalOptions, in surroundings: Surroundings) {
        self.options = options
        self.surroundings = surroundings
        traits = surroundings.traits(options.ansi)
        standardInput = options.file.contains("-") ? surroundings.standardInput() : []
    }

    /// What is to be loaded.
    ///
    /// - Parameters:
    ///   - services: those that the user named; their profiles count as enabled.
    ///   - needed: those that something is to be done with.
    func loadRequest(
        naming services: [String] = [],
        needing needed: LoadRequest.NeededServices = .all
    ) -> LoadRequest {
        var request = LoadRequest(
            workingDirectory: surroundings.workingDirectory,
            environment: surroundings.environment,
            files: options.file,
            projectDirectory: options.projectDirectory,
            projectName: options.projectName,
            profiles: options.profile,
            environmentFiles: options.envFile,
            standardInput: standardInput
        )
        request.services = services
        request.keepsUnusedResources = options.allResources
        request.neededServices = needed
        return request
    }

    /// Loads the project and shows its warnings, each once: those of the loader, then those of the rules.
    ///
    /// - Throws: `LoadError`.
    func load(_ request: LoadRequest) throws -> LoadedProject {
        var loaded = try read(request)
        loaded.warnings += RuleRegistry.diagnostics(of: RuleRegistry.atLoad, in: loaded)
        if !options.compatibility, let warning = Self.compatibility(of: loaded).warning {
            surroundings.output.write("warning: \(warning)\n", to: .report)
        }
        let warnings = OrderedDictionary(grouping: loaded.warnings, by: \.message)
        for same in warnings.values {
            guard let first = same.first else { continue }
            surroundings.output.write(first.line(andOthers: same.count - 1) + "\n", to: .report)
        }
        return loaded
    }

    /// Loads the project in silence.
    private func read(_ request: LoadRequest) throws -> LoadedProject {
        var loaded = try ProjectLoader(files: DiskProjectFiles()).load(request)
        if options.compatibility || Self.compatibility(of: loaded).isOn {
            loaded.project.separateNames(by: "_")
        }
        return loaded
    }

    private static func compatibility(of loaded: LoadedProject) -> EnvironmentSwitch {
        EnvironmentSwitch("COMPOSE_COMPATIBILITY", in: loaded.project.environment)
    }

    /// A client for the engine that `docker` would talk to; nothing is sent yet.
    ///
    /// - Throws: `EngineError`.
    private func client() throws -> EngineClient {
        EngineClient(
            endpoint: try EngineEndpoint.resolve(
                environment: surroundings.environment,
                homeDirectory: surroundings.homeDirectory
            ),
            registries: RegistryCredentials(
                environment: surroundings.environment,
                homeDirectory: surroundings.homeDirectory
            ),
            environment: surroundings.environment
        )
    }

    /// Where what is known of a project beyond one run is kept.
    private func folder(of project: ProjectName, _ client: EngineClient) -> ProjectFolder {
        ProjectFolder(
            of: project,
            at: client.endpoint,
            environment: surroundings.environment,
            homeDirectory: surroundings.homeDirectory
        )
    }

    /// Shows events as the user asked.
    private func reporter(logs: LogFormatter? = nil) -> any SessionReporter {
        options.progress.reporter(
            to: surroundings.output,
            traits: traits,
            logs: logs ?? LogFormatter(isColoured: traits.coloursData)
        )
    }

    /// The project's name: that of its files, or, when there are none, the one that was given.
    ///
    /// Warnings are not shown: they are for those who bring the project up.
    ///
    /// - Returns: the loaded project too, if there is one.
    /// - Throws: `LoadError` when there are files that cannot be loaded, or neither files nor a name.
    private func projectNameAndFiles() throws -> (name: ProjectName, loaded: LoadedProject?) {
        do {
            let loaded = try read(loadRequest(needing: .none))
            return (loaded.project.name, loaded)
        } catch let error as LoadError where error.stage == .discovery && options.file.isEmpty {
            guard let name = options.projectName ?? surroundings.environment["COMPOSE_PROJECT_NAME"], !name.isEmpty
            else {
                throw error
            }
            return (ProjectName(name), nil)
        }
    }

    /// Opens a session with the project, and runs `body` in it while the display is kept moving.
    ///
    /// Errors get the places in the Compose files that they are about.
    ///
    /// - Parameters:
    ///   - verb: what this program does, for those that wait until it is done.
    ///   - services: those that the user named; their profiles count as enabled.
    ///   - withDependencies: whether something is also done with what these depend on.
    func withSession(
        _ verb: String,
        naming services: [String],
        withDependencies: Bool = true,
        logs: LogFormatter? = nil,
        _ body: @escaping @Sendable (ProjectSession, Interrupts) async throws -> TerminationStatus
    ) async throws -> TerminationStatus {
        try await Interrupts.withSignals { interrupts in
            let loaded = try load(loadRequest(naming: services, needing: .named(withDependencies: withDependencies)))
            try checkServices(services, in: loaded)
            return try await open(verb, on: loaded.project.name, loaded, logs) { session in
                do {
                    return try await body(ProjectSession(session, loaded), interrupts)
                } catch {
                    throw Self.located(error, in: loaded)
                }
            }
        }
    }

    /// Opens a session with the project, or just its name where there are no files, and runs `body` in it.
    ///
    /// - Parameters:
    ///   - verb: what this program does, for those that wait until it is done.
    ///   - services: those that the user named.
    func withNamedSession(
        _ verb: String,
        naming services: [String],
        logs: LogFormatter? = nil,
        _ body: @escaping @Sendable (Session) async throws -> TerminationStatus
    ) async throws -> TerminationStatus {
        let (name, loaded) = try projectNameAndFiles()
        try checkServices(services, in: loaded)
        return try await open(verb, on: name, loaded, logs, body)
    }

    private func open(
        _ verb: String,
        on name: ProjectName,
        _ loaded: LoadedProject?,
        _ logs: LogFormatter?,
        _ body: @escaping @Sendable (Session) async throws -> TerminationStatus
    ) async throws -> TerminationStatus {
        let client = try client()
        defer { client.shutDown() }
        let folder = folder(of: name, client)
        return try await withReporter(logs: logs) { reporter in
            var session = Session(
                of: name,
                loaded: loaded,
                client: client,
                events: reporter,
                toolVersion: EngardeVersion.current,
                lock: ProjectLock(name, in: folder, verb: verb),
                folder: folder
            )
            session.parallelLimit = options.parallelLimit
            session.explainsPlans = options.verbose
            return try await body(session)
        }
    }

    /// Runs `body` with a reporter that is kept moving.
    private func withReporter(
        logs: LogFormatter? = nil,
        _ body: @escaping @Sendable (any SessionReporter) async throws -> TerminationStatus
    ) async throws -> TerminationStatus {
        let reporter = reporter(logs: logs)
        defer { reporter.finish() }
        return try await withThrowingTaskGroup(of: TerminationStatus?.self) { group in
            group.addTask { try await body(reporter) }
            group.addTask {
                // Nothing wakes the program up while nothing is shown that moves.
                guard let beginnings = reporter.beginnings else { return nil }
                for await _ in beginnings {
                    repeat { try? await Task.sleep(for: .milliseconds(100)) } while !Task.isCancelled && reporter.tick()
                }
                return nil
            }
            defer { group.cancelAll() }
            while let status = try await group.next() {
                if let status { return status }
            }
            return .success
        }
    }

    /// The error with the places in the project's files that it is about.
    private static func located(_ error: any Error, in loaded: LoadedProject) -> any Error {
        guard let error = error as? any DiagnosticConvertible else { return error }
        let diagnostics = error.diagnostics
        guard diagnostics.contains(where: { $0.path != nil }) else { return error }
        return LocatedError(diagnostics: loaded.located(diagnostics))
    }
}
