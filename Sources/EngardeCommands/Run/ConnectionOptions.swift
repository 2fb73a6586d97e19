import ArgumentParser
import Operations

/// The options of `run` that say what the command is connected to.
struct ConnectionOptions: ParsableArguments {
    @Flag(name: [.customShort("d"), .long], help: "Leave the command running and print its container's identifier.")
    var detach = false

    @Option(
        name: [.customShort("T"), .customLong("no-tty"), .customLong("no-TTY")],
        help: "Give the command no terminal."
    )
    var noTerminal: SwitchValue?

    @Option(name: [.customShort("t"), .long], help: .hidden)
    var tty: SwitchValue?

    @Option(name: [.customShort("i"), .long], help: "Connect standard input; '--interactive=false' does not.")
    var interactive: SwitchValue?

    func validate() throws {
        if tty != nil && noTerminal != nil {
            throw UsageError(
                message: "--tty and --no-TTY can't be used together",
                hint: "leave out '--tty' or '--no-TTY'"
            )
        }
    }

    /// Whether the command gets what is typed or piped.
    var isInteractive: Bool { interactive != .off }

    /// Whether the command gets a terminal: if it is asked for, or else where somebody sits at one.
    func usesTerminal(_ inputIsTerminal: Bool, _ outputIsTerminal: Bool) -> Bool {
        if let tty { return tty == .on }
        if let noTerminal { return noTerminal == .off }
        return inputIsTerminal && outputIsTerminal
    }

    /// Whether the command gets a terminal.
    ///
    /// - Throws: `InputIsNoTerminal` where one is asked for and nobody can type at it.
    func usesTerminal() throws -> Bool {
        let (input, output) = (TerminalConsole.inputIsTerminal, TerminalConsole.outputIsTerminal)
        let usesTerminal = usesTerminal(input, output)
        guard !usesTerminal || !isInteractive || input else {
            throw InputIsNoTerminal(hint: "give '--no-TTY' where input comes from a file or a pipe")
        }
        return usesTerminal
    }
}
