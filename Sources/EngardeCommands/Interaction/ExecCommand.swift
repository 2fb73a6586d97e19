import ArgumentParser
import ComposeLoader
import ComposeModel
import EngineClient
import Operations
import TerminalOutput

/// `engarde exec`.
struct ExecCommand: EngardeProgram.Verb {
    static let configuration = CommandConfiguration(
        commandName: "exec",
        abstract: "Run a command in a running service.",
        discussion: "Options come before the service; everything behind it belongs to the command."
    )
    static let operands = "[options] <service> <command> [argument...]"
    static let endsAtOperand = true
    static let examples = [
        HelpExample("engarde exec web sh", "Opens a shell in the service's container."),
        HelpExample("engarde exec -T db pg_dump -U app > dump.sql", "Keeps a command's output, byte by byte."),
    ]

    @Flag(
        name: [.customShort("T"), .customLong("no-tty"), .customLong("no-TTY")],
        help: "Give the command no terminal."
    )
    var noTerminal = false

    @Flag(name: [.customShort("d"), .long], help: "Return without waiting for the command.")
    var detach = false

    @Option(
        name: [.customShort("e"), .long],
        parsing: .singleValue,
        help: ArgumentHelp("A further variable.", valueName: "name=value")
    )
    var env: [String] = []

    @Option(name: [.customShort("u"), .long], help: ArgumentHelp("The user.", valueName: "user"))
    var user: String?

    @Option(name: [.customShort("w"), .long], help: ArgumentHelp("The directory.", valueName: "directory"))
    var workdir: String?

    @OptionGroup var container: ContainerIndex

    @Flag(name: .long, help: "Give the command all rights.")
    var privileged = false

    @Flag(name: .long, help: "Say what would be run; run nothing.")
    var dryRun = false

    @Argument(
        help: ArgumentHelp("The service, the command and its arguments.", valueName: "service command")
    )
    var words: [String] = []

    // A terminal and standard input are given without being asked for: accepted for those who are used to 'docker exec', and
    // '--interactive=false' for scripts whose own input the command must not read.
    @Option(name: [.customShort("i"), .long], help: .hidden)
    var interactive: SwitchValue?

    @Flag(name: [.customShort("t"), .long], help: .hidden)
    var tty = false

    private static let needsOperands = wrongOperands("a service and a command are needed")

    func validate() throws {
        if words.count < 2 { throw Self.needsOperands }
    }

    func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus {
        let invocation = Invocation(global, in: surroundings)
        guard let name = words.first else { throw Self.needsOperands }
        return try await invocation.withNamedSession("exec", naming: [name]) { session in
            var options = execOptions(
                session.loaded?.project.environment ?? surroundings.environment,
                terminal: surroundings.environment["TERM"]
            )
            options.detachKeys = try DetachKeys.configured(in: surroundings)
            let (usesTerminal, takesInput) = (options.usesTerminal, options.takesInput)
            let exec = Exec(session, in: ServiceName(name), options: options)
            guard !global.dryRun else {
                try invocation.write(PlanPreview(steps: [exec.preview()]))
                return .done
            }
            // Signals are not for the command, as with docker; its terminal is given back whatever ends this.
            return try await Interrupts.withSignals { interrupts in
                let outcome = try await interrupts.race {
                    try await TerminalConsole.withConsole(
                        isRaw: usesTerminal && takesInput,
                        tellsSize: usesTerminal,
                        readsInput: takesInput && !detach,
                        writingTo: surroundings.output
                    ) { try await exec.run(on: $0) }
                }
                guard case .finished(let code) = outcome else { return .interrupted }
                return .exited(code: code)
            }
        }
    }

    /// The options as the operation takes them.
    ///
    /// - Parameters:
    ///   - environment: what variables without a value are taken from: this shell, then the project's files.
    ///   - kind: the kind of terminal that the user sits at.
    private func execOptions(_ environment: [String: String], terminal kind: String?) -> Exec.Options {
        let usesTerminal = !noTerminal && !detach && TerminalConsole.isInteractive
        var options = Exec.Options(command: Array(words.dropFirst()), usesTerminal: usesTerminal)
        options.terminalSize = TerminalConsole.size
        options.isDetached = detach
        options.takesInput = interactive != .off
        options.environment = env.map { entry in
            entry.contains("=") ? entry : environment[entry].map { "\(entry)=\($0)" } ?? entry
        }
        if usesTerminal, let kind { options.environment.append("TERM=\(kind)") }
        options.user = user ?? ""
        options.workingDirectory = workdir ?? ""
        options.isPrivileged = privileged
        options.index = container.number
        return options
    }
}
