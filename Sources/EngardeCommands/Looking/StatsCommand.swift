import ArgumentParser
import ComposeModel
import EngineAPI
import Operations
import TerminalOutput

/// `engarde stats`.
struct StatsCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Show what a project's containers use, once a second.",
        discussion: """
            A template's fields are BlockIO, Container, CPUPerc, ID, MemPerc, MemUsage, Name, NetIO and PIDs.
            """
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde stats --no-stream", "Prints one table and ends."),
        HelpExample("engarde stats --format '{{.Name}} {{.MemUsage}}' web", "Shows the memory of one service."),
    ]

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Flag(name: [.customShort("a"), .long], help: "Containers that do not run, too.")
    var all = false

    @Option(name: .long, help: .linesFormat)
    var format = "table"

    @Flag(name: .long, help: "Look once.")
    var noStream = false

    @Flag(name: .long, help: "Identifiers are not cut.")
    var noTrunc = false

    @Argument(help: ArgumentHelp("The services; without any, all.", valueName: "service"))
    var services: [String] = []

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        // What is wrong with a template is said before the engine is asked.
        _ = try text(of: [])
        let invocation = Invocation(global, in: surroundings)
        let redraws = invocation.traits.redrawsData && !noStream
        return try await invocation.withNamedSession("stats", naming: services) { session in
            var options = Statistics.Options()
            options.services = Set(services.map { ServiceName($0) })
            options.includesStopped = all
            let statistics = Statistics(session, options: options)
            return try await Interrupts.withSignals { interrupts in
                OperationEnd(
                    try await interrupts.race {
                        guard !noStream else {
                            surroundings.output.write(try text(of: try await statistics.now()), to: .data)
                            return
                        }
                        try await statistics.follow { rows in
                            let text = try text(of: rows)
                            surroundings.output.write(redraws ? Self.redrawn(text) : text, to: .data)
                        }
                    }
                )
            }
        }
    }

    /// Lines that replace what was shown at the top of the terminal.
    private static func redrawn(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        return "\u{1B}[H" + lines.map { $0 + "\u{1B}[K\n" }.joined() + "\u{1B}[J"
    }

    /// What is printed of containers.
    func text(of rows: [ContainerUsage]) throws -> String {
        func figure(
            _ name: String,
            heading: String,
            unknown: String = "--",
            _ text: @escaping @Sendable (ContainerUsage.Figures) -> String
        ) -> Listing<ContainerUsage>.Field {
            .init(name, heading: heading) { .text($0.figures.map(text) ?? unknown) }
        }
        @Sendable func percent(_ share: Double?) -> String {
            share.map { ByteText.fixed($0, decimals: 2) + "%" } ?? "--"
        }
        let noTrunc = noTrunc
        let listing = Listing<ContainerUsage>(
            fields: [
                figure("BlockIO", heading: "BLOCK I/O") {
                    "\(ByteText.decimal($0.read)) / \(ByteText.decimal($0.written))"
                },
                figure("CPUPerc", heading: "CPU %") { percent($0.processorShare) },
                .init("Container") { .text($0.id.rawValue) },
                .init("ID", heading: "CONTAINER ID") { .text(noTrunc ? $0.id.rawValue : $0.id.shortForm) },
                figure("MemPerc", heading: "MEM %") { percent($0.memoryShare) },
                figure("MemUsage", heading: "MEM USAGE / LIMIT", unknown: "-- / --") {
                    "\(ByteText.binary($0.memory)) / \(ByteText.binary($0.memoryLimit))"
                },
                .init("Name") { .text($0.name) },
                figure("NetIO", heading: "NET I/O") {
                    "\(ByteText.decimal($0.received)) / \(ByteText.decimal($0.sent))"
                },
                figure("PIDs", heading: "PIDS") { String($0.processes) },
            ],
            table:
                #"{{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}"#
        )
        return try listing.text(of: rows, format: format)
    }
}
