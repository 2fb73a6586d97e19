import ArgumentParser
import Diagnostics
import TerminalOutput

/// `engarde version`.
struct VersionCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Show the version."
    )
    static let examples = [HelpExample("engarde version --short", "Prints the number alone.")]

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Flag(name: .long, help: "Show only the number.")
    var short = false

    @Option(
        name: [.customShort("f"), .long],
        help: ArgumentHelp("How to show it: pretty, json, or a template of '.Version'.", valueName: "format"),
        completion: .list(["pretty", "json"])
    )
    var format = "pretty"

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        surroundings.output.write(try text(of: EngardeVersion.current) + "\n", to: .data)
        return .success
    }

    private func text(of version: String) throws -> String {
        switch format {
        case "pretty", "": return short ? version : "engarde \(version)"
        case "json": return TemplateValue.record([("version", .text(version))]).json
        case _ where format.contains("{{"):
            return try Template(format: format).text(for: .record([("Version", .text(version))]))
        default:
            throw UsageError(
                message: "'\(format)' is no value of '--format'",
                hint: NameSuggestion.nearest(to: format, among: ["pretty", "json"]).map(NameSuggestion.question)
                    ?? "use 'pretty', 'json' or a template such as '{{.Version}}'"
            )
        }
    }
}
