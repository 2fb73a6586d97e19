import ArgumentParser
import TerminalOutput

/// The root of the command line, as its help shows it.
struct EngardeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engarde",
        abstract: "The development workflow for projects made of several containers.",
        discussion: """
            Reads the Compose files that are there, brings the services up in the right order, shows every saved \
            edit in the running service within milliseconds, and says why when something is wrong.
            """,
        version: "engarde \(EngardeVersion.current)",
        subcommands: VerbCommand.configuration.subcommands
    )

    @OptionGroup var options: GlobalOptions
}

/// The root again, without options of its own: those come before the verb, and a verb may use the same letters.
struct VerbCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engarde",
        subcommands: [
            UpCommand.self, WatchCommand.self, DownCommand.self, PsCommand.self, LogsCommand.self, ExecCommand.self,
            BuildCommand.self, ConfigCommand.self, VersionCommand.self,
        ]
    )
}
