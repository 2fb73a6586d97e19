import ArgumentParser
import Diagnostics

extension VerbCommand {
    /// Those that docker compose has and EnGarde has not.
    private static let othersOnly: Set<String> = [
        "attach", "bridge", "commit", "cp", "create", "events", "export", "images", "kill", "ls", "pause", "port",
        "publish", "pull", "push", "restart", "rm", "run", "scale", "start", "stats", "stop", "top", "unpause",
        "volumes",
        "wait",
    ]

    /// Refuses a verb that is not there.
    ///
    /// **Throws:** ``UsageError``.
    static func check(_ name: String) throws {
        let names = configuration.subcommands.compactMap { $0.configuration.commandName }
        if name.hasPrefix("-") || name == "help" || names.contains(name) { return }
        let hint =
            othersOnly.contains(name)
            ? "'docker compose \(name)' works on the same project"
            : NameSuggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
                ?? "'engarde --help' lists the commands"
        throw UsageError(message: "engarde has no command '\(name)'", hint: hint)
    }
}
