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

    @Option(
        name: [.customShort("E"), .long],
        help: ArgumentHelp(
            "The environment, such as dev or prod: its Compose files on top of the base file, and its env files.",
            valueName: "environment"
        )
    )
    var environment: String?

    @Option(
        name: [.long, .customLong("workdir")],
        help: ArgumentHelp("The project's directory.", valueName: "directory")
    )
    var projectDirectory: String?

    @Flag(name: .long, help: "Take networks and volumes that no service uses, too.")
    var allResources = false

    @Flag(name: .long, help: "Separate the parts of names by '_', as the first Compose did.")
    var compatibility = false

    @Flag(name: .long, help: "Print the plan; change nothing.")
    var dryRun = false

    @Option(
        name: .long,
        help: ArgumentHelp("How many steps are under way at once.", valueName: "number")
    )
    var parallel = -1

    @Option(
        name: .long,
        help: ArgumentHelp("How progress is shown: auto, tty, plain, json or quiet.", valueName: "mode")
    )
    var progress: ProgressMode = .auto

    @Option(
        name: .long,
        help: ArgumentHelp("When colours and redrawing are used: auto, never or always.", valueName: "mode")
    )
    var ansi: AnsiMode = .auto

    // What '--ansi never' was called once.
    @Flag(name: .long, help: .hidden)
    var noAnsi = false

    @Option(
        name: .long,
        help: "Leave out values that may be secret in plans, events and errors; done unless '=false'."
    )
    var redact: SwitchValue?

    @Flag(name: .long, help: "Print each plan with the causes of its steps before it is carried out.")
    var verbose = false

    @Flag(name: [.customShort("v"), .long], help: "Show the version.")
    var version = false

    @OptionGroup var engine: EngineOptions

    /// The options with another way to show progress; `nil` leaves it as it is.
    func showing(_ mode: ProgressMode?) -> GlobalOptions {
        var options = self
        options.progress = mode ?? progress
        return options
    }

    /// The options with a verb's own `--dry-run`.
    func previewing(_ isDryRun: Bool) -> GlobalOptions {
        var options = self
        options.dryRun = dryRun || isDryRun
        return options
    }

    /// How many steps of a plan are under way at once; `nil` is no limit.
    var parallelLimit: Int? { parallel > 0 ? parallel : nil }

    /// A command of a program that takes the same options as this one, with those that say which project and which engine
    /// are meant.
    ///
    /// - Parameters:
    ///   - program: one word, or two of which the first takes the options about the engine.
    ///   - repeatsEnvironment: whether the program knows environments, as docker compose itself does not.
    func command(
        of program: String = "engarde",
        _ arguments: [String] = [],
        repeatingEnvironment repeatsEnvironment: Bool = true
    ) -> String {
        var words = program.split(separator: " ").map(String.init)
        words.insert(contentsOf: engine.words.map(Self.quoted), at: 1)
        for name in file { words += ["-f", Self.quoted(name)] }
        if let environment, repeatsEnvironment { words += ["-E", Self.quoted(environment)] }
        if let projectName { words += ["-p", Self.quoted(projectName)] }
        for name in profile { words += ["--profile", Self.quoted(name)] }
        for name in envFile { words += ["--env-file", Self.quoted(name)] }
        if let projectDirectory { words += ["--project-directory", Self.quoted(projectDirectory)] }
        return (words + arguments.map(Self.quoted)).joined(separator: " ")
    }

    private static func quoted(_ argument: String) -> String {
        let isPlain = argument.allSatisfy { $0.isLetter || $0.isNumber || "-_./:=@%+,".contains($0) }
        guard !isPlain || argument.isEmpty else { return argument }
        // What a shell would replace in quotes is for none.
        let escaped = argument.map { #"\"$`"#.contains($0) ? "\\\($0)" : String($0) }.joined()
        return "\"\(escaped)\""
    }

    func validate() throws {
        guard parallel == -1 || parallel > 0 else {
            throw UsageError(
                message: "--parallel is at least 1, or -1: \(parallel)",
                hint: "write '--parallel 4' for four steps at once, or leave it out for no limit"
            )
        }
    }
}

extension ProgressMode: ExpressibleByArgument {}
extension AnsiMode: ExpressibleByArgument {}
