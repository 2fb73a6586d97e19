import ArgumentParser
import Diagnostics

extension EngardeProgram {
    /// Those that docker compose has and EnGarde has not.
    private static let othersOnly: Set<String> = [
<<<<<<< HEAD
        "bridge", "commit", "cp", "events", "export", "images", "ls", "port", "publish", "pull", "push", "stats", "top", "volumes",
=======
        "attach", "bridge", "commit", "cp", "create", "events", "export", "images", "ls", "pause", "port",
        "publish", "pull", "push", "run", "scale", "stats", "top", "unpause",
        "volumes",
        "wait",
>>>>>>> de18da3 (Test stopping, starting, restarting, killing and removing, and say in the documents how they differ)
    ]

    /// The verb of a name.
    ///
    /// - Parameters:
    ///   - global: the options before it, which a hint repeats.
    ///   - arguments: those behind it, which a hint repeats.
    /// - Throws: ``UsageError`` for one that is not there.
    static func verb(
        named name: String,
        global: GlobalOptions? = nil,
        arguments: [String] = []
    ) throws -> any Verb.Type {
        if let verb = verbs.first(where: { $0.configuration.commandName == name }) { return verb }
        let names = verbs.compactMap { $0.configuration.commandName }
        let command = [name] + arguments
        let hint =
            othersOnly.contains(name)
            ? "'\(global?.command(of: "docker compose", command) ?? "docker compose \(name)")' works on the same project"
            : NameSuggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
                ?? "'engarde --help' lists the commands"
        throw UsageError(code: .unknownCommand, message: "engarde has no command '\(name)'", hint: hint)
    }
}
