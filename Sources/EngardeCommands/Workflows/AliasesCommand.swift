import ArgumentParser
import TerminalOutput

/// `engarde aliases`.
struct AliasesCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "aliases",
        abstract: "Print short names of commands for a shell.",
        discussion: """
            They are dc, dcup, dcdown, dcbuild and dclogs, with the options before the command that say which project is \
            meant, as in 'engarde -f docker-compose.yml -f docker-compose.dev.yml aliases'; relative paths stay relative, so that \
            they work in each checkout. To have them in each shell: \
            'eval "$(engarde aliases)"' in ~/.bashrc or ~/.zshrc, 'engarde aliases --shell fish | source' in \
            ~/.config/fish/config.fish.
            """
    )
    static let examples = [
        HelpExample("engarde aliases >> ~/.bash_aliases", "Keeps them for each shell."),
        HelpExample("engarde aliases --shell fish", "Prints them for another shell than that of SHELL."),
    ]

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Option(
        name: .long,
        help: ArgumentHelp("The shell: bash, zsh or fish; without it, that of SHELL.", valueName: "shell")
    )
    var shell: AliasScript?

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let script = shell ?? AliasScript(ofShell: surroundings.environment["SHELL"])
        surroundings.output.write(script.text(calling: global.command(of: surroundings.program)), to: .data)
        return .success
    }
}

extension AliasScript: ExpressibleByArgument {}
