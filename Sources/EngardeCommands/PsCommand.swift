import ArgumentParser
import EngineClient
import ComposeModel
import Operations
import TerminalOutput

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `engarde ps`.
struct PsCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "ps",
        abstract: "List a project's containers."
    )

    /// How containers are listed.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        /// A table for people.
        case table
        /// One JSON object a line, as docker compose writes them.
        case json
    }

    @Flag(name: [.customShort("a"), .long], help: "List containers that do not run, too.")
    var all = false

    @Flag(name: [.customShort("q"), .long], help: "List only identifiers.")
    var quiet = false

    @Flag(name: .long, help: "List only the names of services.")
    var services = false

    @Option(name: .long, help: "How to list: table or json.")
    var format: Format = .table

    @Argument(help: ArgumentHelp("The services; without any, all.", valueName: "service"))
    var names: [String] = []

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        let (project, loaded) = try invocation.projectNameAndFiles()
        try invocation.checkServices(names, in: loaded)
        let client = try invocation.client()
        defer { client.shutDown() }
        let rows = try await ListContainers(
            of: project,
            client: client,
            services: Set(names.map { ServiceName($0) }),
            includesStopped: all
        )
        .run()
        surroundings.output.write(try text(of: rows), to: .data)
        return .success
    }

    private func text(of rows: [ContainerRow]) throws -> String {
        if quiet { return rows.map { $0.id + "\n" }.joined() }
        if services { return Set(rows.map(\.service)).sorted().map { $0 + "\n" }.joined() }
        switch format {
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try rows.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }.joined()
        case .table:
            return Table(
                headings: ["NAME", "IMAGE", "COMMAND", "SERVICE", "CREATED", "STATUS", "PORTS"],
                rows: rows.map {
                    [$0.name, $0.image, $0.command, $0.service, $0.runningFor, $0.status, $0.ports]
                }
            )
            .text
        }
    }
}
