import ArgumentParser
import ComposeModel
import EngineAPI
import Operations
import TerminalOutput

/// `engarde volumes`.
struct VolumesCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "volumes",
        abstract: "List a project's volumes.",
        discussion: """
            A template's fields are Driver, Labels, Mountpoint, Name and Scope, '{{.Label "name"}}', and those that docker \
            knows for the volumes of a swarm.
            """
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde volumes db", "Lists what the containers of one service mount."),
        HelpExample("engarde volumes --format '{{.Name}} {{.Mountpoint}}'", "Says where the engine keeps them."),
    ]

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Option(name: .long, help: .linesFormat)
    var format = "table"

    @Flag(name: [.customShort("q"), .long], help: "Only names.")
    var quiet = false

    @Argument(help: ArgumentHelp("The services; without any, all volumes.", valueName: "service"))
    var services: [String] = []

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        try await Invocation(global, in: surroundings).withNamedSession("volumes", naming: services) { session in
            let volumes = try await ListVolumes(session, services: services.map { ServiceName($0) }).run()
            surroundings.output.write(try text(of: volumes), to: .data)
            return .done
        }
    }

    /// What is printed of the volumes.
    func text(of volumes: [VolumeInspection]) throws -> String {
        if quiet { return volumes.map { "\($0.name)\n" }.joined() }
        // What only volumes of a swarm have, and what takes the engine long to compute, is not asked for.
        func notKnown(_ name: String) -> Listing<VolumeInspection>.Field { .init(name) { _ in .text("N/A") } }
        let listing = Listing<VolumeInspection>(
            fields: [
                notKnown("Availability"), .init("Driver") { .text($0.driver) }, notKnown("Group"),
                .label(\.labels),
                .labels(\.labels),
                notKnown("Links"), .init("Mountpoint") { .text($0.mountpoint) },
                .init("Name", heading: "VOLUME NAME") { .text($0.name.rawValue) },
                .init("Scope") { .text($0.scope) }, notKnown("Size"), notKnown("Status"),
            ],
            table: #"{{.Driver}}\t{{.Name}}"#,
            raw: "name: {{.Name}}\ndriver: {{.Driver}}\n"
        )
        return try listing.text(of: volumes, format: format)
    }
}
