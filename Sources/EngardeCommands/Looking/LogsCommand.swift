import ArgumentParser
import ComposeLoader
import ComposeModel
import EngineAPI
import EngineClient
import Operations
import OrderedCollections
import SessionEvents
import TerminalOutput

/// `engarde logs`.
struct LogsCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "Show what services wrote, in the order in which they did."
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde logs -f -n 20 web", "Shows the last 20 lines and goes on."),
        HelpExample("engarde logs --since 10m", "Shows what was written in the last ten minutes."),
    ]

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Flag(name: [.customShort("f"), .long], help: "Show new lines as they come.")
    var follow = false

    @Option(
        name: [.customShort("n"), .long],
        help: ArgumentHelp("How many of the last lines of each container to show, or 'all'.", valueName: "number")
    )
    var tail = "all"

    @Option(
        name: .long,
        help: ArgumentHelp("Show what was written from then on: '10m' ago, or an instant.", valueName: "time")
    )
    var since: String?

    @Option(name: .long, help: ArgumentHelp("Show what was written until then.", valueName: "time"))
    var until: String?

    @Option(name: .long, help: ArgumentHelp("Show one of the service's containers.", valueName: "number"))
    var index: Int?

    @Flag(name: [.customShort("t"), .long], help: "Show the time of each line.")
    var timestamps = false

    @Flag(name: .long, help: "Show lines without the container's name.")
    var noLogPrefix = false

    @Flag(name: .long, help: "Show lines without colour.")
    var noColor = false

    @Flag(name: .long, help: "Show what the watcher in the background said, in place of the services' output.")
    var watch = false

    @Argument(help: ArgumentHelp("The services; without any, all.", valueName: "service"))
    var services: [String] = []

    func validate() throws {
        guard tail == "all" || Int(tail).map({ $0 >= 0 }) ?? false else {
            throw UsageError(
                message: "--tail needs a number or 'all', not '\(tail)'",
                hint: "write '--tail 20' or '--tail all'"
            )
        }
        if let index {
            guard index > 0 else { throw ContainerIndex.outOfRange }
            guard services.count == 1 else {
                throw UsageError(
                    message: "--index needs one service",
                    hint: "write 'engarde logs --index \(index) <service>'"
                )
            }
        }
        // Whether a text is a time does not depend on what time it is.
        for time in [since, until].compactMap({ $0 }) { _ = try LogTime.option(time, at: .zero) }
    }

    /// The options as the operation takes them.
    ///
    /// - Parameter now: the time since 1970-01-01T00:00:00Z.
    func logOptions(for loaded: LoadedProject?, at now: Duration) throws -> Logs.Options {
        var options = Logs.Options()
        options.services = Set(services.map { ServiceName($0) })
        if services.isEmpty, let project = loaded?.project {
            // Whose output is not to be seen is not shown, until it is named.
            options.services = Set(project.services.values.filter { $0.attach ?? true }.map(\.name))
        }
        options.index = index
        options.since = try since.map { try LogTime.option($0, at: now) }
        options.until = try until.map { try LogTime.option($0, at: now) }
        options.follows = follow
        options.tail = Int(tail)
        options.showsTime = timestamps
        return options
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        var invocation = Invocation(global, in: surroundings)
        let formatter = LogFormatter(
            showsPrefix: !noLogPrefix,
            isColoured: invocation.traits.coloursData && !noColor,
            // As docker compose does: scripts search the lines of both streams.
            separatesErrors: false
        )
        invocation.logs = formatter
        return try await invocation.withNamedSession("logs", naming: services) { session in
            if watch { return try await showWatchLog(session, surroundings.output) }
            let logs = Logs(session, options: try logOptions(for: session.loaded, at: session.wallClock.now))
            formatter.expect(try await logs.sources())
            return try await Interrupts.withSignals { interrupts in
                OperationEnd(try await interrupts.race { try await logs.run() })
            }
        }
    }

    private func showWatchLog(_ session: Session, _ output: any TextOutput) async throws -> OperationEnd {
        try await Interrupts.withSignals { interrupts in
            OperationEnd(
                try await interrupts.race {
                    try await BackgroundWatcher(session).showLog(tail: Int(tail), following: follow) { lines in
                        for line in lines {
                            output.write((timestamps ? line : WatchLog.text(of: line)) + "\n", to: .data)
                        }
                    }
                }
            )
        }
    }
}
