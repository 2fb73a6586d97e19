import ArgumentParser
import TerminalOutput

/// `engarde version`.
struct VersionCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Show the version."
    )
    static let examples = [HelpExample("engarde version --short", "Prints the number alone.")]

    /// How the version is shown.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        /// A line for people.
        case pretty
        /// A JSON object.
        case json
    }

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Flag(name: .long, help: "Show only the number.")
    var short = false

    @Option(
        name: [.customShort("f"), .long],
        help: ArgumentHelp("How to show it: pretty or json.", valueName: "format")
    )
    var format: Format = .pretty

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let version = EngardeVersion.current
        switch format {
        case .pretty: surroundings.output.write(short ? "\(version)\n" : "engarde \(version)\n", to: .data)
        case .json: surroundings.output.write("{\"version\":\"\(version)\"}\n", to: .data)
        }
        return .success
    }
}
