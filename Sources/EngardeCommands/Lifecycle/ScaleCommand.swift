import ArgumentParser
import ComposeModel
import Operations
import Reconciliation

/// `engarde scale`.
struct ScaleCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "scale",
        abstract: "Change how many containers services have.",
        discussion: "The number in the files stays, and counts again with the next 'engarde up'."
    )
    static let operands = "[options] service=number..."
    static let examples = [
        HelpExample("engarde scale web=3 worker=0", "Three containers of one service, and none of another."),
        HelpExample("engarde scale --no-deps web=2", "Leaves what it depends on as it is."),
    ]

    @Flag(name: .long, help: "Leave the services alone that the named ones depend on.")
    var noDeps = false

    @Flag(name: .long, help: "Print the plan and the cause of each step; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The services, each with its number of containers.", valueName: "service=number"))
    var scales: [String] = []

    func validate() throws {
        guard !scales.isEmpty else { throw ValidationError("which services? give them as 'service=number'") }
        _ = try ServiceScales(scales, in: "scale")
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let scales = try ServiceScales(scales, in: "scale")
        let invocation = Invocation(global, in: surroundings)
        return try await invocation.withSession(
            "scale",
            naming: scales.services.map(\.rawValue),
            withDependencies: !noDeps
        ) { session, interrupts in
            var reconciliation = ReconciliationOptions(toolVersion: EngardeVersion.current)
            reconciliation.services = scales.services
            reconciliation.includesDependencies = !noDeps
            reconciliation.scale = scales.numbers
            reconciliation.orphans = try OrphanPolicy.policy(
                isRemovalAskedFor: false,
                environment: session.project.environment
            )
            let up = Up(
                session,
                options: Up.Options(reconciliation: reconciliation),
                confirmation: surroundings.confirmation
            )
            if dryRun || global.dryRun {
                return try await invocation.show(until: interrupts, session) { try await up.preview() }
            }
            return OperationEnd(try await interrupts.race { _ = try await up.run() })
        }
    }
}
