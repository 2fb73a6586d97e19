import ArgumentParser
import ComposeModel
import EngineAPI
import Operations
import SessionEvents
import TerminalOutput

/// `engarde wait`.
struct WaitCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Wait until the containers of services have ended.",
        discussion: "Ends with the exit code of the container that ended last."
    )
    static let operands = "[options] <service...>"
    static let examples = [
        HelpExample("engarde wait tests", "Ends when the tests have, and with their exit code."),
        HelpExample("engarde wait --down-project tests", "Takes the project down then."),
    ]

    @Flag(name: .long, help: "Take the project down as soon as the first container has ended.")
    var downProject = false

    @Flag(name: .long, help: "Say what would be waited for; wait for nothing.")
    var dryRun = false

    @Argument(help: "The services.")
    var services: [String] = []

    func validate() throws {
        if services.isEmpty { throw Self.wrongOperands("a service is needed") }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        return try await invocation.withNamedSession("wait", naming: services) { session in
            let wait = Wait(session, for: services.map { ServiceName($0) }, takingProjectDown: downProject)
            guard !global.dryRun else {
                try invocation.write(PlanPreview(steps: wait.preview()))
                return .done
            }
            return try await Interrupts.withSignals { interrupts in
                try await wait.run(until: interrupts) { end in
                    let text = "container \"\(end.container)\" exited with status code \(end.code)\n"
                    surroundings.output.write(text, to: .data)
                }
            }
        }
    }
}
