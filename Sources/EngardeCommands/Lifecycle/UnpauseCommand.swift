import ArgumentParser
import ComposeModel
import Operations
import Reconciliation

/// `engarde unpause`.
struct UnpauseCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "unpause",
        abstract: "Let the processes of paused containers run on."
    )
    static let operands = "[options] [service...]"
    static let examples = [HelpExample("engarde unpause", "Lets all that is paused run on.")]

    @Flag(name: .long, help: "Print the plan; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The services; without any, the whole project.", valueName: "service"))
    var services: [String] = []

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        try await Invocation(global, in: surroundings).run("unpause", naming: services, dryRun: dryRun) { session in
            PauseServices(session, services: services.map { ServiceName($0) }, .unpause)
        }
    }
}
