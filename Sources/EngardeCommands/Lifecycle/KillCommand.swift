import ArgumentParser
import ComposeLoader
import ComposeModel
import Operations
import SessionEvents

/// `engarde kill`.
struct KillCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "kill",
        abstract: "Send a signal to services' containers, SIGKILL if no other."
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde kill", "Ends the whole project at once."),
        HelpExample("engarde kill -s SIGHUP web", "Lets one service read its configuration again."),
    ]

    @Option(
        name: [.customShort("s"), .long],
        help: ArgumentHelp("The signal, by name or number.", valueName: "signal")
    )
    var signal = "SIGKILL"

    @Flag(name: .long, help: "Kill and remove containers of services that the project does not have, too.")
    var removeOrphans = false

    @Flag(name: .long, help: "Print the plan; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The services; without any, the whole project.", valueName: "service"))
    var services: [String] = []

    func validate() throws {
        guard !signal.isEmpty, signal.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-".contains($0)) })
        else {
            throw UsageError(
                message: "a signal is a name or a number, not '\(signal)'",
                hint: "write '--signal SIGHUP' or '--signal 1'"
            )
        }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        try await Invocation(global, in: surroundings).run("kill", naming: services) { session in
            let environment = session.loaded?.project.environment ?? surroundings.environment
            for warning in OrphanPolicy.warnings(on: ["COMPOSE_REMOVE_ORPHANS"], environment: environment) {
                session.events.emit(.warning(warning))
            }
            var killing = KillServices.Options()
            killing.signal = signal
            killing.removesOrphans = OrphanPolicy.removes(isRemovalAskedFor: removeOrphans, environment: environment)
            return KillServices(session, services: services.map { ServiceName($0) }, options: killing)
        }
    }
}
