import ArgumentParser
import ComposeLoader
import ComposeModel
import Operations

/// `engarde start`.
struct StartCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Start containers that are there, in dependency order.",
        discussion: """
            The services that the named ones depend on are started, too. Nothing is created, and what changed in the \
            files does not count: 'engarde up -d' does that.
            """
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde start --wait", "Starts what was stopped and returns when all is ready.")
    ]

    @Flag(name: .long, help: "Wait until the services are ready.")
    var wait = false

    @Option(
        name: .long,
        help: ArgumentHelp("How long services may take to become ready; implies --wait.", valueName: "seconds")
    )
    var waitTimeout: Int?

    @Flag(name: .long, help: "Print the plan; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The services; without any, the whole project.", valueName: "service"))
    var services: [String] = []

    func validate() throws {
        if let waitTimeout, waitTimeout < 0 { throw UsageError.negativeTime(waitTimeout, for: "--wait-timeout") }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        var starting = StartServices.Options()
        starting.waits = wait || waitTimeout != nil
        starting.readinessLimit = waitTimeout.map { .seconds($0) }
        // Hooks that run before a start get what the service gets.
        return try await Invocation(global, in: surroundings).run(
            "start",
            naming: services,
            needing: .named(withDependencies: true)
        ) { [starting] session in
            StartServices(session, services: services.map { ServiceName($0) }, options: starting)
        }
    }
}
