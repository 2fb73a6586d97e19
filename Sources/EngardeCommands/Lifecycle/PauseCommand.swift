import ArgumentParser
import ComposeModel
import Operations
import Reconciliation

/// `engarde pause`.
struct PauseCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Let the processes of services' containers stand still."
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde pause db", "Lets one service stand still, until 'engarde unpause db'.")
    ]

    @Flag(name: .long, help: "Print the plan; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The services; without any, the whole project.", valueName: "service"))
    var services: [String] = []

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        try await Invocation(global, in: surroundings).run("pause", naming: services, dryRun: dryRun) { session in
            PauseServices(session, services: services.map { ServiceName($0) }, .pause)
        }
    }
}
