import ArgumentParser
import ComposeModel
import Operations

/// `engarde stop`.
struct StopCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "Stop services' containers, and keep them.",
        discussion: "What depends on a service is stopped before it."
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde stop", "Stops the whole project; 'engarde start' lets it run again."),
        HelpExample("engarde stop -t 2 web", "Stops one service, and kills it after two seconds."),
    ]

    @OptionGroup var stopping: StopTimeout

    @Flag(name: .long, help: "Print the plan; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The services; without any, the whole project.", valueName: "service"))
    var services: [String] = []

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        try await Invocation(global, in: surroundings).run("stop", naming: services) { session in
            StopServices(session, services: services.map { ServiceName($0) }, timeout: stopping.limit)
        }
    }
}
