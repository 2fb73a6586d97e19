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
    static let operands = "[options] [service...]"
    static let examples = [
        HelpExample("engarde watch", "Brings everything up and carries saved edits over until Ctrl-C."),
        HelpExample("engarde watch --no-up web", "Watches one service that runs already."),
    ]

    @Flag(name: .long, help: "Do not bring the services up first.")
    var noUp = false

    @Flag(name: .long, help: "Print the plan that brings the services up; change nothing, watch nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Show nothing of building but failures.")
    var quiet = false

    // Images that a rebuild left without a name are removed by whoever asks the engine to, not by this program.
    @Option(name: .long, help: .hidden)
    var prune = SwitchValue.on

    @Argument(help: "The services; without any, all that have 'develop.watch' rules.")
    var services: [String] = []

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        var reconciliation = ReconciliationOptions(toolVersion: EngardeVersion.current)
        reconciliation.services = services.map { ServiceName($0) }
        let upOptions = Up.Options(reconciliation: reconciliation)
        let bringsUp = !noUp
        let names = services
        let isPreview = dryRun || global.dryRun
        let isQuiet = quiet
        let confirmation = surroundings.confirmation
        return try await Interrupts.withInterrupts { interrupts in
            try await invocation.withSession("watch", naming: names) { opened in
                let session = isQuiet ? opened.hidingBuilds : opened
                if isPreview {
                    let plans = bringsUp ? try await Up(session, options: upOptions).plans() : []
                    surroundings.output.write(try PlanPreview(plans: plans).text(in: global.progress), to: .data)
                    return .success
                }
                let watch = try Watch(session, services: upOptions.reconciliation.services)
                let outcome = try await interrupts.race {
                    if bringsUp {
                        try await watch.bringUp(
                            options: upOptions,
                            includingOthers: names.isEmpty,
                            confirmation: confirmation
                        )
                    }
                    try await watch.run()
                }
                if case .interrupted = outcome { return .interrupted }
                return .success
            }
        }
    }
}
