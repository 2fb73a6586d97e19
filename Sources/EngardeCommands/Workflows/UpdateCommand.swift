import ArgumentParser
import ComposeModel
import EngineAPI
import Operations
import TerminalOutput
import Workflows

/// `engarde update`.
struct UpdateCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Pull newer images, rebuild on newer base images, and replace what changed.",
        discussion: """
            Only containers that run and whose image became another one are replaced; nothing is started that does not \
            run. In the end it is listed which images became others.
            """
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde update", "Updates the images of all services."),
        HelpExample(
            "engarde update --no-cache backend",
            "Rebuilds one from scratch, so that what it installs is new, too."
        ),
    ]

    @Flag(name: .long, help: "Do not use the cache where images are built.")
    var noCache = false

    @Flag(name: .long, help: "Pull what can be pulled; a failure is only a warning.")
    var ignorePullFailures = false

    @Flag(name: .long, help: "Wait until what was replaced is ready.")
    var wait = false

    @Flag(name: .long, help: "Print the steps; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The services; without any, all.", valueName: "service"))
    var services: [String] = []

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        var options = Update.Options()
        options.services = services.map { ServiceName($0) }
        options.withoutCache = noCache
        options.toleratesPullFailures = ignorePullFailures
        options.waits = wait
        let wanted = options
        return try await invocation.runWorkflow("update", naming: services) { context, session in
            try await Update(context, session, options: wanted)
        } report: { update, end in
            // Among objects of events there is no place for it.
            if invocation.options.progress != .json {
                surroundings.output.write(Self.text(of: update.changes), to: .data)
            }
            return end
        }
    }

    /// What is printed of the images that became others.
    static func text(of changes: [Update.Change]) -> String {
        guard !changes.isEmpty else { return "every image is as it was\n" }
        return Table(
            headings: ["SERVICE", "IMAGE", "BEFORE", "AFTER"],
            rows: changes.map { change in
                [
                    change.service.rawValue, change.image, change.before?.shortForm ?? "not there",
                    change.after.shortForm,
                ]
            }
        )
        .text
    }
}
