import ArgumentParser
import ComposeModel
import EngineAPI
import Operations
import OrderedCollections
import SessionEvents
import TerminalOutput

/// `engarde images`.
struct ImagesCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "images",
        abstract: "List the images of a project's containers.",
        discussion: """
            A template's fields are ContainerName, ID, LastTagTime, Platform, Repository, Size (in bytes), Tag, and \
            CreatedSince, DisplaySize and ShortID.
            """
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde images -q", "Prints the identifiers, each once."),
        HelpExample("engarde images --format '{{.Repository}}:{{.Tag}}'", "Prints the images' names."),
    ]

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Option(name: .long, help: .arrayFormat)
    var format = "table"

    @Flag(name: [.customShort("q"), .long], help: "Only identifiers.")
    var quiet = false

    @Argument(help: ArgumentHelp("The services; without any, all.", valueName: "service"))
    var services: [String] = []

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        try await Invocation(global, in: surroundings).withNamedSession("images", naming: services) { session in
            let rows = try await ListImages(session, services: services.map { ServiceName($0) }).run()
            surroundings.output.write(try text(of: rows, at: surroundings.wallClock.now), to: .data)
            return .done
        }
    }

    /// What is printed of the rows.
    func text(of rows: [ListImages.Row], at now: Duration) throws -> String {
        guard !quiet else {
            let identifiers = OrderedSet(rows.map { $0.id.rawValue.split(separator: ":").last.map(String.init) ?? "" })
            return identifiers.map { $0 + "\n" }.joined()
        }
        let now = now.components.seconds
        let listing = Listing<ListImages.Row>(
            fields: [
                .init("ID", heading: "IMAGE ID") { .text($0.id.rawValue) },
                .init("ContainerName", heading: "CONTAINER") { .text($0.container) },
                .init("Repository") { .text($0.repository) }, .init("Tag") { .text($0.tag) },
                .init("Platform") { .text($0.platform) }, .init("Size") { .number(Int($0.size)) },
                .init("LastTagTime", heading: "LAST TAG TIME") { .text($0.tagged.description) },
                .shown("ShortID", heading: "IMAGE ID") { $0.id.shortForm },
                .shown("DisplaySize", heading: "SIZE") { ByteText.decimal($0.size) },
                .shown("CreatedSince", heading: "CREATED") {
                    $0.tagged.isNever ? "N/A" : "\(HumanDuration.text(ofSeconds: now - $0.tagged.seconds)) ago"
                },
            ],
            table: #"{{.ContainerName}}\t{{or .Repository "<none>"}}\t{{or .Tag "<none>"}}\t{{.Platform}}"#
                + #"\t{{.ShortID}}\t{{.DisplaySize}}\t{{.CreatedSince}}"#,
            json: .array,
            minimumWidth: 20
        )
        return try listing.text(of: rows, format: format)
    }
}
