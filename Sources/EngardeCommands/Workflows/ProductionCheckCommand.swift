import ArgumentParser
import Operations
import SessionEvents
import TerminalOutput
import Workflows

/// `engarde prod-check`.
struct ProductionCheckCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "prod-check",
        abstract: "Build a project for production, start it beside what runs, and check that it is as the files say.",
        discussion: """
            What is checked runs as a project of its own, '<project>-prod-check', at free ports and with volumes of its own, \
            and is removed in the end, whatever happened. The files for production are those of '-f', else those of the \
            environment 'prod', else the base file alone. The exit code is 1 when a check failed. \
            'x-engarde.prod_check' in a Compose file sets 'timeout', 'skip' and 'allow_root'.
            """
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde prod-check", "Checks all services and leaves nothing behind."),
        HelpExample("engarde prod-check --keep web", "Checks one service, and leaves it running to look at."),
        HelpExample("engarde prod-check --format json", "Prints what was found for other programs."),
    ]

    /// The formats that can be asked for.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        /// For people.
        case table
        /// For programs.
        case json
    }

    @Option(name: .long, help: ArgumentHelp("The format: table or json.", valueName: "format"))
    var format = Format.table

    @Option(
        name: .long,
        help: ArgumentHelp("How long services may take to become ready; without it 300.", valueName: "seconds")
    )
    var timeout: Int?

    @Flag(name: .long, help: "Leave everything running, and say how to reach and remove it.")
    var keep = false

    @Flag(name: .long, help: "Remove what --keep left; check nothing.")
    var remove = false

    @Flag(name: .long, help: "Print the steps; take none.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The services; without any, all.", valueName: "service"))
    var services: [String] = []

    func validate() throws {
        if let timeout, timeout < 0 { throw UsageError.negativeTime(timeout, for: "--timeout") }
        if keep && remove { throw UsageError.contradiction("--keep", "--remove") }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        return try await invocation.runWorkflow(
            "prod-check",
            naming: services,
            { context, session in
                let layers = try ProductionLayers(of: context.request.load)
                return try ProductionCheck(context, session, layers, options: options)
            },
            report: { check, end in
                guard let report = check.report else { return end }
                surroundings.output.write(try text(of: report, invocation.style.program), to: .data)
                guard end == .done else { return end }
                return report.hasPassed && check.removalProblems.isEmpty ? .done : .exited(code: 1)
            },
            opening: { request in
                try ProductionCheck.request(request, try ProductionLayers(of: request.load))
            }
        )
    }

    /// What is printed of a report.
    ///
    /// - Parameter program: how the program was called.
    func text(of report: ProductionReport, _ program: String) throws -> String {
        switch format {
        case .table: ProductionReportText(report, program: program).text
        case .json: try report.json() + "\n"
        }
    }

    private var options: ProductionCheck.Options {
        var options = ProductionCheck.Options()
        options.services = services
        options.timeout = timeout.map { .seconds($0) }
        options.keeps = keep
        options.onlyRemoves = remove
        return options
    }
}
