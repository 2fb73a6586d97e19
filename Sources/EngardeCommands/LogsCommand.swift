import ArgumentParser
import EngineClient
import ComposeModel
import Operations
import TerminalOutput

/// `engarde logs`.
struct LogsCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "Show what services wrote, in the order in which they did."
    )

    @Flag(name: [.customShort("f"), .long], help: "Show new lines as they come.")
    var follow = false

    @Option(
        name: [.customShort("n"), .long],
        help: ArgumentHelp("How many of the last lines of each container to show, or 'all'.", valueName: "number")
    )
    var tail = "all"

    @Flag(name: [.customShort("t"), .long], help: "Show the time of each line.")
    var timestamps = false

    @Flag(name: .long, help: "Show lines without the container's name.")
    var noLogPrefix = false

    @Flag(name: .long, help: "Show lines without colour.")
    var noColor = false

    @Argument(help: ArgumentHelp("The services; without any, all.", valueName: "service"))
    var services: [String] = []

    func validate() throws {
        guard tail == "all" || Int(tail).map({ $0 >= 0 }) ?? false else {
            throw ValidationError("--tail needs a number or 'all', not '\(tail)'")
        }
    }

    /// The options as the operation takes them.
    var logOptions: Logs.Options {
        var options = Logs.Options()
        options.services = Set(services.map { ServiceName($0) })
        options.follows = follow
        options.tail = Int(tail)
        options.showsTime = timestamps
        return options
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        let (project, loaded) = try invocation.projectNameAndFiles()
        try invocation.checkServices(services, in: loaded)
        let client = try invocation.client()
        defer { client.shutDown() }
        let options = logOptions
        let sources = try await Logs(
            of: project,
            client: client,
            events: PlainReporter(
                output: surroundings.output,
                isColoured: false,
                logs: LogFormatter(isColoured: false)
            ),
            options: options
        )
        .sources()
        let formatter = LogFormatter(
            sources: sources,
            showsPrefix: !noLogPrefix,
            isColoured: invocation.traits.coloursData && !noColor,
            // As docker compose does: scripts search the lines of both streams.
            separatesErrors: false
        )
        return try await Interrupts.withInterrupts { interrupts in
            try await invocation.withReporter(logs: formatter) { reporter in
                let logs = Logs(of: project, client: client, events: reporter, options: options)
                if case .interrupted = try await interrupts.race({ try await logs.run() }) { return .interrupted }
                return .success
            }
        }
    }
}
