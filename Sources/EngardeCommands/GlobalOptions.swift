import ArgumentParser
import TerminalOutput

/// The options that come before the verb.
struct GlobalOptions: ParsableArguments {
    @Option(
        name: [.customShort("f"), .long],
        parsing: .singleValue,
        help: ArgumentHelp(
            "A Compose file; may be given several times, later ones win; '-' is standard input.",
            valueName: "file"
        )
    )
    var file: [String] = []

    @Option(name: [.customShort("p"), .long], help: ArgumentHelp("The project's name.", valueName: "name"))
    var projectName: String?

    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp("A profile to enable; may be given several times; '*' is all.", valueName: "profile")
    )
    var profile: [String] = []

    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp("A file with variables, in place of '.env'; later ones win.", valueName: "file")
    )
    var envFile: [String] = []

    @Option(name: .long, help: ArgumentHelp("The project's directory.", valueName: "directory"))
    var projectDirectory: String?

    @Option(name: .long, help: "How progress is shown: auto, tty, plain, json or quiet.")
    var progress: ProgressMode = .auto

    @Option(name: .long, help: "When colours and redrawing are used: auto, never or always.")
    var ansi: AnsiMode = .auto
}

extension ProgressMode: ExpressibleByArgument {}
extension AnsiMode: ExpressibleByArgument {}
