import ArgumentParser
import ComposeModel
import Operations
import TerminalOutput

/// `engarde top`.
struct TopCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "top",
        abstract: "List the processes of a project's containers."
    )
    static let operands = "[service...]"
    static let examples = [HelpExample("engarde top web", "Lists what runs in the containers of one service.")]

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Argument(help: ArgumentHelp("The services; without any, all.", valueName: "service"))
    var services: [String] = []

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        try await Invocation(global, in: surroundings).withNamedSession("top", naming: services) { session in
            let rows = try await ListProcesses(session, services: services.map { ServiceName($0) }).run()
            surroundings.output.write(ProcessTable(rows).text, to: .data)
            return .done
        }
    }
}
