import ArgumentParser
import ComposeModel
import Operations
import Reconciliation
import TerminalOutput

/// `engarde push`.
struct PushCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Send the images that services build to their registries."
    )
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde push", "Sends all images that have both a 'build' section and a name."),
        HelpExample("engarde push --ignore-push-failures web worker", "Sends two; a failure is only a warning."),
    ]

    @Flag(name: [.customShort("q"), .long], help: "Show nothing but failures.")
    var quiet = false

    @Flag(name: .long, help: "Push what can be pushed; a failure is only a warning.")
    var ignorePushFailures = false

    @Flag(name: .long, help: "Push the images of the services that the named ones depend on, too.")
    var includeDeps = false

    @Flag(name: .long, help: "Print the plan; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The services; without any, all.", valueName: "service"))
    var services: [String] = []

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global.showing(quiet ? .quiet : nil), in: surroundings)
        return try await invocation.withSession(
            "push",
            naming: services,
            withDependencies: includeDeps
        ) { session, interrupts in
            let push = Push(
                session,
                services: services.map { ServiceName($0) },
                includesDependencies: includeDeps,
                toleratesFailures: ignorePushFailures
            )
            return try await invocation.perform(push, until: interrupts)
        }
    }
}
