import ArgumentParser
import TerminalOutput

/// `engarde completion`.
struct CompletionCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Print the script by which a shell completes words.",
        discussion: """
            Completed are commands, options, services, profiles and files. For bash: 'source <(engarde completion bash)' in ~/.bashrc; for zsh: 'source <(engarde completion zsh)' in \
            ~/.zshrc, behind compinit; for fish: 'engarde completion fish | source' in ~/.config/fish/config.fish. What is \
            offered comes from the program and the project's files whenever it is asked for.
            """
    )
    static let operands = "<shell>"
    static var operandValues: [String] { CompletionScript.allCases.map(\.rawValue) }
    static let examples = [
        HelpExample("engarde completion bash", "Prints the script for bash."),
        HelpExample("engarde completion fish > ~/.config/fish/completions/engarde.fish", "Installs it for fish."),
    ]

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Argument(help: "The shell: bash, zsh or fish.")
    var shell: CompletionScript

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        surroundings.output.write(shell.text, to: .data)
        return .success
    }
}

extension CompletionScript: ExpressibleByArgument {}
