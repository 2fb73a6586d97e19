import ArgumentParser
import Operations
import TerminalOutput

/// `engarde ls`.
struct ListCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "ls",
        abstract: "List the projects that run.",
        discussion: "No Compose file is read. A template's fields are ConfigFiles, Name and Status."
    )
    static let examples = [
        HelpExample("engarde ls -a", "Lists projects of which nothing runs, too."),
        HelpExample("engarde ls --filter name=shop --format json", "Says as JSON what runs of one project."),
    ]

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Flag(name: [.customShort("a"), .long], help: "Those of which nothing runs, too.")
    var all = false

    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp("Those whose name has a part that fits this pattern.", valueName: "name=pattern")
    )
    var filter: [String] = []

    @Option(name: .long, help: .arrayFormat)
    var format = "table"

    @Flag(name: [.customShort("q"), .long], help: "Only names.")
    var quiet = false

    func validate() throws { _ = try patterns() }

    /// The patterns of names, one of which has to fit; empty means that all do.
    ///
    /// - Throws: ``UsageError`` for a filter that is none.
    private func patterns() throws -> [String] {
        try filter.map { filter in
            let pattern = try ListFilter(name: "name", kind: "pattern", example: "shop").value(in: filter)
            guard (try? Regex(pattern)) != nil else {
                throw UsageError(
                    message: "'\(pattern)' is no regular expression",
                    hint: "write a part of the name, or a pattern such as 'name=^shop'"
                )
            }
            return pattern
        }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        try await Invocation(global, in: surroundings).withEngine("ls") { client in
            let rows = try await ListProjects(client, includesStopped: all).run()
            surroundings.output.write(try text(of: rows), to: .data)
            return .done
        }
    }

    /// What is printed of the rows.
    func text(of rows: [ListProjects.Row]) throws -> String {
        let patterns = try patterns()
        let shown = rows.filter { row in
            patterns.isEmpty || patterns.contains { Self.fits(row.name, $0) }
        }
        if quiet { return shown.map { $0.name + "\n" }.joined() }
        let listing = Listing<ListProjects.Row>(
            fields: [
                .init("Name") { .text($0.name) }, .init("Status") { .text($0.status) },
                .init("ConfigFiles", heading: "CONFIG FILES") { .text($0.files) },
            ],
            table: #"{{.Name}}\t{{.Status}}\t{{.ConfigFiles}}"#,
            json: .array,
            minimumWidth: 20
        )
        return try listing.text(of: shown, format: format)
    }

    /// Whether a name is the text of a pattern, or a part of it fits the pattern.
    ///
    /// - Source: docker's `filters.Args.Match`.
    private static func fits(_ name: String, _ pattern: String) -> Bool {
        name == pattern || (try? Regex(pattern)).map { name.contains($0) } ?? false
    }
}
