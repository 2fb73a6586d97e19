import ArgumentParser
import ComposeModel
import EngineAPI
import Operations
import Reconciliation
import TerminalOutput

/// `engarde wait`.
struct WaitCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Wait until services' containers have ended; exit with the code of the last.",
        discussion: "A container that has ended already counts, too."
    )
    static let operands = "[options] service..."
    static let examples = [
        HelpExample("engarde wait --down-project tests", "Takes the project down when the tests have ended.")
    ]

    @Flag(name: .long, help: "Take the project down afterwards.")
    var downProject = false

    // Nothing is changed, or it is said what would be.
    @Flag(name: .long, help: "Print the plan of --down-project; wait for nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The services.", valueName: "service"))
    var services: [String] = []

    func validate() throws {
        if services.isEmpty { throw ValidationError("which services? name one at least") }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        return try await invocation.withNamedSession("wait", naming: services) { session in
            var teardown = TeardownOptions()
            teardown.removesOrphans = true
            let down = Down(session, options: teardown)
            return try await Interrupts.withSignals { interrupts in
                if dryRun || global.dryRun {
                    return try await invocation.show(until: interrupts) {
                        downProject ? try await down.plan() : Plan()
                    }
                }
                let waiting = WaitForServices(session, services: services.map { ServiceName($0) })
                let waited = try await interrupts.race {
                    try await waiting.run { end in
                        let line = "container \"\(end.container)\" exited with status code \(end.code)\n"
                        surroundings.output.write(line, to: .data)
                    }
                }
                guard case .finished(let code) = waited else { return .interrupted }
                if downProject, try await down.run(until: interrupts) == .interrupted { return .interrupted }
                return .exited(code: code)
            }
        }
    }
}
