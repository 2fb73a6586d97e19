import ArgumentParser
import ComposeModel
import EngineAPI
import Operations
import SessionEvents
import TerminalOutput

/// `engarde events`.
struct EventsCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Show what happens to a project's containers."
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde events --json web", "Shows an object a line of what happens to one service."),
        HelpExample("engarde events --since 10m --until 0s", "Shows what happened in the last ten minutes."),
    ]

    // Nothing is changed anyway.
    @Flag(name: .long, help: .hidden)
    var dryRun = false

    @Flag(name: .long, help: "Show each as a JSON object on a line.")
    var json = false

    @Option(
        name: .long,
        help: ArgumentHelp("Show what happened from then on: '10m' ago, or an instant.", valueName: "time")
    )
    var since: String?

    @Option(name: .long, help: ArgumentHelp("End then.", valueName: "time"))
    var until: String?

    @Argument(help: ArgumentHelp("The services; without any, all.", valueName: "service"))
    var services: [String] = []

    func validate() throws {
        // Whether a text is a time does not depend on what time it is.
        for time in [since, until].compactMap({ $0 }) { _ = try LogTime.option(time, at: .zero) }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        try await Invocation(global, in: surroundings).withNamedSession("events", naming: services) { session in
            var options = FollowEvents.Options()
            options.services = Set(services.map { ServiceName($0) })
            options.since = try since.map { try LogTime.option($0, at: surroundings.wallClock.now) }
            options.until = try until.map { try LogTime.option($0, at: surroundings.wallClock.now) }
            let follow = FollowEvents(session, options: options)
            return try await Interrupts.withSignals { interrupts in
                OperationEnd(
                    try await interrupts.race {
                        try await follow.run { event in
                            let line = ContainerEventLine(event)
                            surroundings.output.write((json ? line.json : line.text) + "\n", to: .data)
                        }
                    }
                )
            }
        }
    }
}
