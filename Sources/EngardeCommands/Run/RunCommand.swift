import ArgumentParser
import ComposeLoader
import ComposeModel
import EngineClient
import Operations
import OrderedCollections
import Reconciliation
import SessionEvents
import TerminalOutput

/// `engarde run`.
struct RunCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a command in a new container of a service.",
        discussion: """
            What the service depends on is brought up first. Options come before the service; everything behind it belongs to \
            the command. Without a command the service's own is run. At a terminal, Ctrl-P Ctrl-Q leaves the command running.
            """
    )
    static let operands = "[options] <service> [command] [argument...]"
    static let endsAtOperand = true
    static let examples = [
        HelpExample("engarde run --rm web sh", "Opens a shell in a container like the service's, and removes it."),
        HelpExample("engarde run --rm --no-deps web npm test", "Runs tests without starting what the service needs."),
    ]

    @OptionGroup var connection: ConnectionOptions

    @Flag(name: .long, help: "Do not start the services that the service depends on.")
    var noDeps = false

    @Flag(name: .long, help: "Remove containers of services that the project does not have, and ended ones of 'run'.")
    var removeOrphans = false

    @Flag(name: [.customShort("q"), .long], help: "Show nothing of what is done before the command runs.")
    var quiet = false

    @Flag(name: .long, help: "Print the plan; change nothing.")
    var dryRun = false

    @OptionGroup(title: "Container") var container: OneOffOptions
    @OptionGroup(title: "Images") var images: ImageOptions

    @Argument(help: ArgumentHelp("The service, the command and its arguments.", valueName: "service command"))
    var words: [String] = []

    private static let needsOperands = wrongOperands("a service is needed")

    func validate() throws {
        if words.isEmpty { throw Self.needsOperands }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        guard let name = words.first else { throw Self.needsOperands }
        var invocation = Invocation(global.showing(quiet ? .quiet : nil), in: surroundings)
        invocation.style.hidesBuilds = images.quietBuild
        invocation.style.hidesPulls = images.quietPull
        let shown = invocation
        // What makes no sense is said before anything is made.
        let keys = try DetachKeys.configured(in: surroundings)
        return try await ForwardedSignals.withSignals { interrupts, signals in
            let load = shown.loadRequest(naming: [name], needing: .named(withDependencies: !noDeps))
            let request = shown.request("run", load, naming: [name])
            return try await shown.withEvents(of: "run") { events in
                try await request.withProject(telling: events) { session in
                    let run = Run(
                        session,
                        options: try runOptions(session, ServiceName(name), load, surroundings),
                        confirmation: surroundings.confirmation
                    )
                    if global.dryRun {
                        return try await shown.show(until: interrupts, session) { try await run.preview() }
                    }
                    // What was saved before is in the services that the command works with.
                    let synced = try await interrupts.race {
                        try await SyncBarrier(session, limit: .seconds(60)).waitIfWatched()
                    }
                    guard case .finished = synced else { return .interrupted }
                    guard let container = try await run.prepare(until: interrupts) else { return .interrupted }
                    if connection.detach { return try await leave(container, until: interrupts, surroundings) }
                    return try await connect(container, detachKeys: keys, forwarding: signals, surroundings)
                }
            }
        }
    }

    /// Starts the command and leaves it running.
    private func leave(
        _ container: RunContainer,
        until interrupts: Interrupts,
        _ surroundings: Surroundings
    ) async throws -> OperationEnd {
        guard case .finished = try await interrupts.race({ try await container.start() }) else {
            await container.discard()
            return .interrupted
        }
        surroundings.output.write("\(container.id)\n", to: .data)
        return .done
    }

    /// Starts the command and stays connected to it.
    private func connect(
        _ container: RunContainer,
        detachKeys keys: DetachKeys,
        forwarding signals: ForwardedSignals,
        _ surroundings: Surroundings
    ) async throws -> OperationEnd {
        let isTerminal = try connection.usesTerminal()
        return .exited(
            code: try await TerminalConsole.withConsole(
                isRaw: isTerminal && connection.isInteractive,
                tellsSize: isTerminal,
                readsInput: connection.isInteractive,
                writingTo: surroundings.output
            ) { try await container.run(on: $0, detachKeys: keys, forwarding: signals) }
        )
    }

    /// What is run, and what is brought up for it.
    ///
    /// - Throws: ``UsageError``, `InputIsNoTerminal`, `UnknownService`, what the container's options throw.
    private func runOptions(
        _ session: ProjectSession,
        _ name: ServiceName,
        _ load: LoadRequest,
        _ surroundings: Surroundings
    ) throws -> Run.Options {
        let project = session.project
        guard let service = project.definition(of: name) else {
            throw UnknownService(name: name.rawValue)
        }
        var oneOff = try container.oneOff(
            of: service,
            command: Array(words.dropFirst()),
            load,
            homeDirectory: surroundings.homeDirectory,
            environment: project.environment
        )
        oneOff.service.tty = try connection.usesTerminal()
        if oneOff.service.tty { oneOff.consoleSize = TerminalConsole.size.map { [$0.rows, $0.columns] } }
        oneOff.service.stdinOpen = connection.isInteractive
        oneOff.isInteractive = connection.isInteractive
        var reconciliation = ReconciliationOptions(toolVersion: EngardeVersion.current)
        reconciliation.includesDependencies = !noDeps
        reconciliation.orphans = try OrphanPolicy.policy(
            isRemovalAskedFor: removeOrphans,
            environment: project.environment
        )
        for warning in OrphanPolicy.warnings(environment: project.environment) {
            session.events.emit(.warning(warning))
        }
        var up = Up.Options(reconciliation: reconciliation)
        up.building = images.building
        up.pulling = images.pulling
        return Run.Options(oneOff, up)
    }
}
