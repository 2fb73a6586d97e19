import ArgumentParser
import ComposeModel
import Operations
import Reconciliation
import TerminalOutput

/// `engarde pull`.
struct PullCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "pull",
        abstract: "Pull the images of services."
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde pull", "Pulls the images of all services, also those that are there."),
        HelpExample("engarde pull --policy missing web", "Pulls the image of one service if it is not there."),
    ]

    /// When images are pulled.
    enum Policy: String, CaseIterable, ExpressibleByArgument {
        case missing, always
    }

    @Flag(name: [.customShort("q"), .long], help: "Show nothing but failures.")
    var quiet = false

    @Flag(name: .long, help: "Pull what can be pulled; a failure is only a warning.")
    var ignorePullFailures = false

    @Flag(name: .long, help: "Leave images alone that can be built.")
    var ignoreBuildable = false

    @Flag(name: .long, help: "Pull the images of the services that the named ones depend on, too.")
    var includeDeps = false

    @Option(
        name: .long,
        help: ArgumentHelp("When to pull, whatever the files say: missing or always.", valueName: "when")
    )
    var policy: Policy?

    // docker compose takes these and does nothing with them.
    @Option(name: .long, help: .hidden)
    var parallel = SwitchValue.on

    @Option(name: .long, help: .hidden)
    var noParallel = SwitchValue.on

    @Flag(name: .long, help: "Print the plan; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The services; without any, all.", valueName: "service"))
    var services: [String] = []

    /// What is pulled and how.
    var options: PullPlanner.Options {
        var options = PullPlanner.Options()
        switch policy {
        case .missing: options.policy = .missing
        case .always: options.policy = .always
        case nil: break
        }
        options.leavesBuildable = ignoreBuildable
        options.toleratesFailures = ignorePullFailures
        return options
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global.showing(quiet ? .quiet : nil), in: surroundings)
        return try await invocation.withSession(
            "pull",
            naming: services,
            withDependencies: includeDeps
        ) { session, interrupts in
            let pull = Pull(
                session,
                services: services.map { ServiceName($0) },
                includesDependencies: includeDeps,
                options: options
            )
            return try await invocation.perform(pull, until: interrupts)
        }
    }
}
