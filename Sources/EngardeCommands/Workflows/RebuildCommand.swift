import ArgumentParser
import ComposeModel
import Operations
import SessionEvents
import TerminalOutput
import Workflows

/// `engarde rebuild`.
struct RebuildCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Build services' images anew and replace what runs them.",
        discussion: """
            What the services depend on is not replaced; where it does not run, it is started. Other services that run the \
            same image are replaced with them. Nothing is replaced whose image came out as it was; 'engarde restart' \
            restarts without building.
            """
    )
    static let operands = "[options] <service...>"
    static let examples = [
        HelpExample("engarde rebuild backend", "After a change of its Dockerfile or what that installs."),
        HelpExample("engarde rebuild --no-cache --pull -f backend", "From scratch, and shows what it writes then."),
    ]

    @Flag(name: .long, help: "Do not use the cache.")
    var noCache = false

    @Flag(name: .long, help: "Pull newer base images.")
    var pull = false

    @Flag(name: .long, help: "Wait until the services are ready.")
    var wait = false

    @Flag(name: [.customShort("f"), .long], help: "Show what the services write then, until Ctrl-C.")
    var follow = false

    @Flag(name: .long, help: "Print the steps; change nothing.")
    var dryRun = false

    @Argument(help: "The services.")
    var services: [String] = []

    func validate() throws {
        if services.isEmpty { throw Self.wrongOperands("a service is needed") }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        var options = Rebuild.Options(services: services.map { ServiceName($0) })
        options.withoutCache = noCache
        options.pullsBaseImages = pull
        options.waits = wait
        options.follows = follow
        let wanted = options
        let names = services
        return try await invocation.runWorkflow("rebuild", naming: services) { context, session in
            try Rebuild(context, session, options: wanted)
        } report: { _, end in
            let isShown = ![.json, .quiet].contains(invocation.options.progress)
            if end == .done, !wanted.follows, isShown {
                let command = StepCommand.own(arguments: ["logs", "-f"] + names)
                let line = "see what it writes with '\(command.text(calling: invocation.style.program))'"
                surroundings.output.write(line + "\n", to: .report)
            }
            return end
        }
    }
}
