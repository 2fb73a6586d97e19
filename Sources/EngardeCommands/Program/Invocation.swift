import ComposeLoader
import ComposeModel
import EngineClient
import Operations
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
    /// How events are shown.
    var style = ReportStyle()
    /// How log lines are shown.
    var logs: LogFormatter
    /// What the person at the terminal can do by keys; `nil` where there are none.
    var interface: TerminalInterface?
    /// Whether the engine is needed whatever the project holds.
    var needsEngine = true
    /// Whether the checkout's project is loaded as a stack of its own.
    var isolation = IsolationChoice.recorded
    /// The project's file, where it comes on standard input.
    private let standardInput: [UInt8]

    /// Creates an invocation. Reads standard input if the project comes from there: the reading cannot be cancelled, and
    /// as long as nobody takes the signals, Ctrl-C ends the program.
    init(_ options: GlobalOptions, in surroundings: Surroundings) {
        self.options = options
        self.surroundings = surroundings
        traits = surroundings.traits(options.ansi)
        logs = LogFormatter(isColoured: traits.coloursData)
        style.program = options.command(of: surroundings.program)
        style.showsPlans = options.verbose
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
        request.environmentName = options.environment
        request.services = services
        request.keepsUnusedResources = options.allResources
        request.neededServices = needed
        request.disclosesValues = options.redact == .off
        return request
    }

    /// What a session is opened with.
    ///
    /// - Parameter services: those that the user named.
    func request(_ verb: String, _ load: LoadRequest, naming services: [String] = []) -> SessionRequest {
        var request = SessionRequest(
            verb,
            load: load,
            homeDirectory: surroundings.homeDirectory,
            toolVersion: EngardeVersion.current,
            clock: surroundings.clock,
            wallClock: surroundings.wallClock
        )
        request.services = services
        request.context = options.engine.context
        request.needsEngine = needsEngine
        request.isolation = isolation
        request.isCompatible = options.compatibility
        request.parallelLimit = options.parallelLimit
        return request
    }

    /// Runs `body` in a session with the project, which ends when the user asks to stop.
    ///
    /// - Parameters:
    ///   - verb: what this program does, for those that wait until it is done.
    ///   - services: those that the user named; their profiles count as enabled.
    ///   - withDependencies: whether something is also done with what these depend on.
    ///   - listener: listens to the session's events beside the terminal.
    func withSession(
        _ verb: String,
        naming services: [String],
        withDependencies: Bool = true,
        listener: (any EventListener)? = nil,
        _ body: @escaping @Sendable (ProjectSession, Interrupts) async throws -> OperationEnd
    ) async throws -> TerminationStatus {
        let request = request(
            verb,
            loadRequest(naming: services, needing: .named(withDependencies: withDependencies)),
            naming: services
        )
        return try await Interrupts.withSignals(in: interface?.wishes ?? ArrivalQueue()) { interrupts in
            try await withEvents(of: verb, listener) { events in
                try await request.withProject(telling: events) { try await body($0, interrupts) }
            }
        }
    }

    /// Runs `body` in a session with the project, or just its name where there are no files.
    ///
    /// - Parameters:
    ///   - verb: what this program does, for those that wait until it is done.
    ///   - services: those that the user named.
    ///   - needed: those of which more than the name is needed, where there are files.
    func withNamedSession(
        _ verb: String,
        naming services: [String],
        needing needed: LoadRequest.NeededServices = .none,
        _ body: @escaping @Sendable (Session) async throws -> OperationEnd
    ) async throws -> TerminationStatus {
        let load = loadRequest(naming: needed == .none ? [] : services, needing: needed)
        let request = request(verb, load, naming: services)
        return try await withEvents(of: verb) { events in
            try await request.withName(telling: events, body)
        }
    }

    /// Runs `body` with the engine, whatever project there is.
    func withEngine(
        _ verb: String,
        _ body: @escaping @Sendable (EngineClient) async throws -> OperationEnd
    ) async throws -> TerminationStatus {
        let request = request(verb, loadRequest(needing: .none))
        return try await withEvents(of: verb) { _ in try await request.withEngine(body) }
    }
}
