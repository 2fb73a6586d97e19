import ArgumentParser
import ComposeModel
import Operations
import TerminalOutput

/// `engarde attach`.
struct AttachCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "attach",
        abstract: "Connect to what a service's container runs.",
        discussion: """
            Shows what it writes from now on, and hands on what is typed if the service has 'stdin_open'. Signals such as \
            Ctrl-C are for the container, which they may end; a third one disconnects. At a terminal, Ctrl-P Ctrl-Q does, too.
            """
    )
    static let operands = "[options] <service>"
    static let examples = [
        HelpExample("engarde attach --no-stdin web", "Only looks on."),
        HelpExample("engarde attach --sig-proxy=false web", "Ctrl-C ends the looking on, and not the service."),
    ]

    @OptionGroup var container: ContainerIndex

    @Option(
        name: .long,
        help: ArgumentHelp("The keys that disconnect, such as 'ctrl-x,x'.", valueName: "keys")
    )
    var detachKeys: String?

    @Flag(name: .customLong("no-stdin"), help: "Do not hand on what is typed.")
    var withoutInput = false

    @Option(name: .long, help: "Hand signals on to the container; '--sig-proxy=false' obeys them.")
    var sigProxy = SwitchValue.on

    @Flag(name: .long, help: "Say what would be connected to; do nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The service.", valueName: "service"))
    var services: [String] = []

    private static let needsOperands = wrongOperands("one service is needed")

    func validate() throws {
        if services.count != 1 { throw Self.needsOperands }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        guard let name = services.first else { throw Self.needsOperands }
        var options = Attach.Options()
        options.sendsInput = !withoutInput
        options.forwardsSignals = sigProxy == .on
        options.detachKeys = try DetachKeys.configured(detachKeys, in: surroundings)
        let attaching = options
        let invocation = Invocation(global, in: surroundings)
        return try await invocation.withNamedSession("attach", naming: [name]) { session in
            let choice = ContainerChoice(of: ServiceName(name), index: container.number)
            let attach = Attach(session, to: choice, options: attaching)
            let target = try await attach.target()
            guard !global.dryRun else {
                try invocation.write(PlanPreview(steps: [attach.preview(target)]))
                return .done
            }
            let isTyped = target.isTerminal && target.takesInput
            if isTyped && !TerminalConsole.inputIsTerminal {
                throw InputIsNoTerminal(
                    hint: "the container has a terminal: give '--no-stdin' where there is none to type at"
                )
            }
            // Until here, signals end the program.
            return try await ForwardedSignals.withSignals { _, signals in
                try await TerminalConsole.withConsole(
                    isRaw: isTyped,
                    tellsSize: target.isTerminal,
                    readsInput: target.takesInput,
                    writingTo: surroundings.output
                ) { try await attach.run(target, on: $0, signals: signals) }
            }
        }
    }
}
