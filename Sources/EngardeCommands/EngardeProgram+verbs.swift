import ArgumentParser
import Diagnostics

extension EngardeProgram {
    /// Those that docker compose has and EnGarde has not.
    private static let othersOnly: Set<String> = [
        "bridge", "publish",
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
        // docker compose's older name.
        if name == "convert" { return ConfigCommand.self }
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
