import ArgumentParser
import ComposeModel
import Operations
import Reconciliation
import TerminalOutput

/// `engarde watch`.
struct WatchCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Carry saved edits into running services.",
        discussion: """
            Brings the services up first, unless --no-up is given; leaves them running when it ends. Does not show their \
            output: see 'engarde logs -f', or 'engarde up --watch'.
            """
    )

    @Flag(name: .long, help: "Do not bring the services up first.")
    var noUp = false

    @Argument(help: "The services; without any, all that have 'develop.watch' rules.")
    var services: [String] = []

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        var reconciliation = ReconciliationOptions(toolVersion: EngardeVersion.current)
        reconciliation.services = services.map { ServiceName($0) }
        let upOptions = Up.Options(reconciliation: reconciliation)
        let bringsUp = !noUp
        let names = services
        return try await Interrupts.withInterrupts { interrupts in
            try await invocation.withSession("watch", naming: names) { session in
                let watch = try Watch(session, services: upOptions.reconciliation.services)
                let outcome = try await interrupts.race {
                    if bringsUp { try await watch.bringUp(options: upOptions, includingOthers: names.isEmpty) }
                    try await watch.run()
                }
                if case .interrupted = outcome { return .interrupted }
                return .success
            }
        }
    }
}
