import ArgumentParser
import ComposeModel
import Operations

/// `engarde restart`.
struct RestartCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "restart",
        abstract: "Stop and start services' containers.",
        discussion: """
            Services that depend on one of them with 'restart: true' are stopped before it, and started when it is as \
            ready as they ask. What changed in the files does not count: 'engarde up -d' does that.
            """
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde restart web", "Restarts one service, and what asked to be restarted with it."),
        HelpExample("engarde restart --no-deps db", "Restarts one service alone."),
    ]

    @OptionGroup var stopping: StopTimeout

    @Flag(name: .long, help: "Leave the services alone that depend on the named ones with 'restart: true'.")
    var noDeps = false

    @Flag(name: .long, help: "Print the plan; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The services; without any, the whole project.", valueName: "service"))
    var services: [String] = []

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        var restarting = RestartServices.Options()
        restarting.includesDependents = !noDeps
        restarting.timeout = stopping.limit
        return try await Invocation(global, in: surroundings).run("restart", naming: services) {
            [restarting] session in
            RestartServices(session, services: services.map { ServiceName($0) }, options: restarting)
        }
    }
}
