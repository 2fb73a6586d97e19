import ArgumentParser
import TerminalOutput

/// `engarde help`.
struct HelpCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "help",
        abstract: "Show the options of a command, and examples."
    )
    static let operands = "[command]"
    static var operandValues: [String] { EngardeProgram.verbs.map { $0.name } }
    static let examples = [
        HelpExample("engarde help", "Lists the commands."),
        HelpExample("engarde help up", "Shows what 'up' can do."),
    ]

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Argument(help: ArgumentHelp("The command; without it, all are listed.", valueName: "command"))
    var topic: String?

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let program = surroundings.program
        let help =
            if let topic {
                try EngardeProgram.help(of: topic, global, in: surroundings)
            } else {
                HelpText(
                    ofProgramWith: EngardeProgram.groups,
                    and: ProjectVerbs.listed(global, in: surroundings),
                    calling: program
                )
            }
        surroundings.output.write(help.text, to: .data)
        return .success
    }
}
