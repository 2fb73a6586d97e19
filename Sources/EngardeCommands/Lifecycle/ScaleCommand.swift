import ArgumentParser
import ComposeModel
import Operations
import OrderedCollections
import Reconciliation

/// `engarde scale`.
struct ScaleCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "scale",
        abstract: "Change how many containers services have.",
        discussion: "The number holds until the next 'up', which goes by the files again, or by its '--scale'."
    )
    static let operands = "[options] <service=number...>"
    static let examples = [
        HelpExample("engarde scale worker=4", "Brings the service to four containers."),
        HelpExample("engarde scale --no-deps web=0", "Takes all its containers away, and leaves everything else."),
    ]

    @Flag(name: .long, help: "Leave the services alone that the named ones depend on.")
    var noDeps = false

    @Flag(name: .long, help: "Print the plan and the cause of each step; change nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("Services, each with its number of containers.", valueName: "service=number"))
    var scales: [String] = []

    func validate() throws {
        if scales.isEmpty { throw Self.wrongOperands("a service and its number of containers are needed") }
        for scale in scales where ServiceScale(scale) == nil {
            throw Self.wrongOperands("'service=number' is needed, not '\(scale)'")
        }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        let wanted = scales.compactMap { ServiceScale($0) }
        let names = OrderedSet(wanted.map(\.service.rawValue))
        return try await invocation.withSession(
            "scale",
            naming: Array(names),
            withDependencies: !noDeps
        ) { session, interrupts in
            let scale = Scale(
                session,
                to: wanted.reduce(into: [:]) { $0[$1.service] = $1.number },
                includingDependencies: !noDeps
            )
            if global.dryRun {
                return try await invocation.show(until: interrupts, session) { try await scale.preview() }
            }
            return try await scale.run(until: interrupts)
        }
    }
}
