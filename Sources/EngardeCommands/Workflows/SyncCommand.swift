import ArgumentParser
import ComposeModel
import Operations
import SessionEvents
import TerminalOutput

/// `engarde sync`.
struct SyncCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Wait until everything that was saved is in the containers.",
        discussion: """
            Returns when what was saved before is in the containers of services with 'develop.watch' rules, and those are \
            ready again that were restarted for it. Whoever watches the project is asked; where nobody does, files are \
            compared and copied once. A failure to bring something over ends with exit code 1.
            """
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde sync --wait && npm run e2e", "Runs tests against what was saved last."),
        HelpExample("engarde sync --once", "Compares and copies once, as on a server where nobody watches."),
        HelpExample("engarde sync --log", "Lists what became of the last edits."),
    ]

    @Flag(name: .long, help: "Wait until everything is in the containers; done without it, too.")
    var wait = false

    @Flag(name: .long, help: "Compare and copy once, whoever watches.")
    var once = false

    @Option(name: .long, help: ArgumentHelp("How long it may take.", valueName: "seconds"))
    var timeout = 120

    @Flag(name: .long, help: "List what became of the last edits; wait for nothing.")
    var log = false

    @Option(name: .long, help: .linesFormat)
    var format: String?

    // Nothing is changed that saving has not asked for already.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Argument(help: "The services; without any, all that have 'develop.watch' rules.")
    var services: [String] = []

    func validate() throws {
        if timeout < 0 { throw UsageError.negativeTime(timeout, for: "--timeout") }
        if wait && log { throw UsageError.contradiction("--wait", "--log") }
        if once && log { throw UsageError.contradiction("--once", "--log") }
        if format != nil && !log {
            throw UsageError(message: "--format is about --log", hint: "add '--log', or leave out '--format'")
        }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        var invocation = Invocation(global, in: surroundings)
        if log { return try await showLog(&invocation) }
        if global.dryRun {
            throw UsageError(
                message: "'sync' has no plan that could be shown: what differs is known when it is compared",
                hint: "leave out '--dry-run'"
            )
        }
        let names = services.map { ServiceName($0) }
        return try await invocation.withSession("sync", naming: services) { session, interrupts in
            let barrier = SyncBarrier(session, limit: .seconds(timeout))
            return OperationEnd(
                try await interrupts.race {
                    try await barrier.wait(for: names, by: once ? .thisProcess : .whoeverWatches)
                }
            )
        }
    }

    private func showLog(_ invocation: inout Invocation) async throws -> TerminationStatus {
        invocation.needsEngine = false
        let output = invocation.surroundings.output
        return try await invocation.withNamedSession("sync", naming: services) { session in
            guard let folder = session.folder else { return .done }
            let receipts = ReceiptLog(path: folder.syncLog, wallClock: session.wallClock).receipts
                .filter { services.isEmpty || services.contains($0.service) }
            output.write(try ReceiptListing.text(of: receipts, format: format ?? "table"), to: .data)
            return .done
        }
    }
}
