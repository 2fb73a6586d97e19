import ArgumentParser
import Diagnostics

extension EngardeProgram {
    /// Verbs that help lists together.
    struct VerbGroup: Sendable {
        /// What they have in common.
        let title: String
        /// The verbs, in the order in which help lists them.
        let verbs: [any Verb.Type]

        /// Creates a group.
        init(_ title: String, _ verbs: [any Verb.Type]) {
            self.title = title
            self.verbs = verbs
        }
    }

    /// All verbs: help, completion and the manual pages list what is here, in this order.
    static let groups: [VerbGroup] = [
        VerbGroup(
            "Start and stop",
            [
                UpCommand.self, WatchCommand.self, DownCommand.self, StartCommand.self, StopCommand.self,
                RestartCommand.self, KillCommand.self, PauseCommand.self, UnpauseCommand.self, CreateCommand.self,
                RemoveCommand.self, ScaleCommand.self, WaitCommand.self,
            ]
        ),
        VerbGroup(
            "See what runs",
            [
                PsCommand.self, LogsCommand.self, TopCommand.self, StatsCommand.self, EventsCommand.self,
                PortCommand.self, VolumesCommand.self, ListCommand.self,
            ]
        ),
        VerbGroup(
            "Reach into containers",
            [
                ExecCommand.self, RunCommand.self, AttachCommand.self, CopyCommand.self, ExportCommand.self,
                CommitCommand.self,
            ]
        ),
        VerbGroup("Images", [BuildCommand.self, PullCommand.self, PushCommand.self, ImagesCommand.self]),
        VerbGroup("Compose files", [ConfigCommand.self]),
        VerbGroup(
            "Workflows",
            [
                DevCommand.self, TestCommand.self, SyncCommand.self, RebuildCommand.self, DatabaseCommand.self,
                DebugCommand.self, ProfileCommand.self, ProductionCheckCommand.self, StacksCommand.self,
                EnvironmentCommand.self, OpenCommand.self, UpdateCommand.self, CleanCommand.self, AliasesCommand.self,
            ]
        ),
        VerbGroup(
            "This program",
            [ExplainCommand.self, HelpCommand.self, CompletionCommand.self, ManCommand.self, VersionCommand.self]
        ),
    ]

    /// The verbs of all groups.
    static let verbs: [any Verb.Type] = groups.flatMap { $0.verbs }

    /// The verbs that other programs call, and no person: nothing lists them.
    private static let hidden: [any Verb.Type] = [CompleteCommand.self, PluginMetadataCommand.self]

    /// Those that docker compose has and EnGarde has not.
    private static let othersOnly: Set<String> = [
        "bridge", "publish",
    ]

    /// Whether the program itself has a verb of a name.
    static func hasVerb(named name: String) -> Bool { reservedNames.contains(name) }

    /// The names that no verb of a project may have.
    static var reservedNames: Set<String> { Set((verbs + hidden).map { $0.name } + ["convert"]) }

    /// The verb of a name.
    ///
    /// - Parameters:
    ///   - global: the options before it, which a hint repeats.
    ///   - arguments: those behind it, which a hint repeats.
    ///   - ownNames: the names of the project's own verbs, one of which may have been meant.
    /// - Throws: ``UsageError`` for one that is not there.
    static func verb(
        named name: String,
        global: GlobalOptions? = nil,
        arguments: [String] = [],
        besides ownNames: [String] = []
    ) throws -> any Verb.Type {
        // docker compose's older name.
        if name == "convert" { return ConfigCommand.self }
        if let verb = (verbs + hidden).first(where: { $0.name == name }) { return verb }
        let command = [name] + arguments
        let other = global?.command(of: "docker compose", command, repeatingEnvironment: false)
        let hint =
            othersOnly.contains(name)
            ? "'\(other ?? "docker compose \(name)")' works on the same project"
            : NameSuggestion.nearest(to: name, among: verbs.map { $0.name } + ownNames).map(NameSuggestion.question)
                ?? "'engarde --help' lists the commands"
        throw UsageError(code: .unknownCommand, message: "engarde has no command '\(name)'", hint: hint)
    }
}
