import ArgumentParser
import Convergence
import TerminalOutput
import Workflows

/// The program: arguments in, exit code out.
package enum EngardeProgram {
    /// A verb of the command line.
    protocol Verb: ParsableCommand, Sendable {
        /// What stands behind the verb, as its help shows it.
        ///
        /// - Shape: `[options] <service> [argument...]`. What may stand in a place is completed by its name:
        ///   ``CompletedValue`` knows which.
        static var operands: String { get }
        /// All that its first operand may be, where that is one of a few; else empty.
        static var operandValues: [String] { get }
        /// Whether it takes options; otherwise whatever stands behind it is an operand.
        static var takesOptions: Bool { get }
        /// Whether what stands behind the first operand belongs to it, whatever it looks like.
        static var endsAtOperand: Bool { get }
        /// Whether `--` stays among the operands, since what stands before it is not what stands behind it.
        static var keepsTerminator: Bool { get }
        /// Command lines that the verb's help shows.
        static var examples: [HelpExample] { get }
        /// Whether the verb's own `--dry-run` was given, which means the same as the one before the verb.
        var dryRun: Bool { get }

        /// Does what was asked.
        ///
        /// - Parameters:
        ///   - global: the options before the verb, with its own `--dry-run`.
        ///   - surroundings: where the program runs.
        /// - Returns: how the program ends.
        /// - Throws: whatever the verb's operation throws; ``ErrorReport`` knows how to say it.
        func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus
    }

    /// Runs the program.
    ///
    /// - Parameters:
    ///   - arguments: those after the program's name.
    ///   - name: the name or path that it was called by; `docker-…` makes it a plugin of docker's.
    ///   - surroundings: where it runs.
    package static func run(
        _ arguments: [String],
        calledAs name: String = "engarde",
        in surroundings: Surroundings
    ) async -> TerminationStatus {
        let plugin = DockerPlugin(calledAs: name)
        var surroundings = surroundings
        var program = surroundings.program
        do {
            let line = try CommandLineSplit(arguments, plugin: plugin)
            surroundings.program = plugin?.program(calledByDocker: line.namesPlugin) ?? surroundings.program
            program = surroundings.program
            if let help = try help(for: line, in: surroundings) {
                return try show(help, surroundings)
            }
            let global = try EngardeCommand.parsed(line.options).options.completed(by: surroundings.environment)
            program = global.command(of: surroundings.program)
            surroundings.environment = try global.engine.environment(surroundings.environment)
            guard !global.version, let name = line.verb else {
                return try await runWhileOutputIsTaken(try VersionCommand.parsed([]), global, surroundings)
            }
            var ownNames: [String] = []
            if !hasVerb(named: name), let own = try ProjectVerbs(meaning: name, global, in: &surroundings) {
                if let run = try own.run(of: name, line.arguments) {
                    let here = surroundings
                    return try await runWhileOutputIsTaken(here) { try await run.run(global, in: here) }
                }
                ownNames = own.names
            }
            let verb = try verb(named: name, global: global, arguments: line.arguments, besides: ownNames)
            guard verb.takesOptions else {
                return try await runWhileOutputIsTaken(try verb.parsed(["--"] + line.arguments), global, surroundings)
            }
            let forms = try forms(of: line.arguments, for: verb)
            guard !forms.asksForHelp else {
                return try show(HelpText(of: verb, calling: surroundings.program), surroundings)
            }
            return try await runWhileOutputIsTaken(try verb.parsed(forms.parsable), global, surroundings)
        } catch {
            let report = ErrorReport(error, calling: program)
            if !report.text.isEmpty { surroundings.output.write(report.text + "\n", to: .report) }
            return report.status
        }
    }

    /// Shows a verb's help, or the program's.
    ///
    /// - Throws: `OutputFailure`.
    private static func show(_ help: HelpText, _ surroundings: Surroundings) throws -> TerminationStatus {
        surroundings.output.write(help.text, to: .data)
        if let failure = surroundings.output.failure { throw failure }
        return .success
    }

    /// Runs the verb, and ends it when what it shows can no longer be written.
    ///
    /// - Throws: what the verb throws, `OutputFailure`.
    private static func runWhileOutputIsTaken(
        _ verb: any Verb,
        _ global: GlobalOptions,
        _ surroundings: Surroundings
    ) async throws -> TerminationStatus {
        let global = global.previewing(verb.dryRun)
        return try await runWhileOutputIsTaken(surroundings) { try await verb.run(global, in: surroundings) }
    }

    /// Runs `body`, and ends it when what it shows can no longer be written.
    ///
    /// - Throws: what `body` throws, `OutputFailure`.
    private static func runWhileOutputIsTaken(
        _ surroundings: Surroundings,
        _ body: @escaping @Sendable () async throws -> TerminationStatus
    ) async throws -> TerminationStatus {
        let output = surroundings.output
        let end = try await firstValue(
            of: TerminationStatus.self,
            among: [
                { try await body() },
                {
                    for await failure in output.failures {
                        guard failure == .terminalGone, HangUp.meaning != .nothing else { throw failure }
                        HangUp.tell()
                        // The verb comes to an orderly end, as it does when the system or a shell tells of it.
                        if HangUp.meaning == .wish { continue }
                        // A command in a container is not waited for if it does not mind.
                        try await surroundings.clock.sleep(for: .seconds(1))
                        throw failure
                    }
                    return nil
                },
            ]
        )
        let status = end ?? .success
        if let failure = output.failure, failure != .terminalGone || status == .success { throw failure }
        return status
    }

    /// The help that is asked for before the verb, or by saying nothing at all.
    private static func help(for line: CommandLineSplit, in surroundings: Surroundings) throws -> HelpText? {
        guard line.asksForHelp || (line.verb == nil && line.options.isEmpty) else { return nil }
        // What stands behind a request for help need not make sense.
        let global = try? EngardeCommand.parsed(line.options).options
        if let name = line.verb { return try help(of: name, global, in: surroundings) }
        return HelpText(
            ofProgramWith: groups,
            and: global.map { ProjectVerbs.listed($0, in: surroundings) } ?? [],
            calling: surroundings.program
        )
    }

    /// The help of a verb, of the program or of the project.
    ///
    /// - Parameter global: the options that say which project is meant; `nil` where they make no sense.
    /// - Throws: ``UsageError`` for one that is not there, and what is wrong with the project's.
    static func help(of name: String, _ global: GlobalOptions?, in surroundings: Surroundings) throws -> HelpText {
        var ownNames: [String] = []
        if !hasVerb(named: name), let global {
            var surroundings = surroundings
            let own = try ProjectVerbs(meaning: name, global, in: &surroundings)
            if let verb = own?.verbs.first(where: { $0.name == name }) {
                return HelpText(of: verb, calling: surroundings.program)
            }
            ownNames = own?.names ?? []
        }
        return HelpText(of: try verb(named: name, besides: ownNames), calling: surroundings.program)
    }

    private static func forms(of arguments: [String], for verb: any Verb.Type) throws -> ArgumentForms {
        let name = verb.name
        return try ArgumentForms(
            arguments,
            endsAtOperand: verb.endsAtOperand,
            keepsTerminator: verb.keepsTerminator,
            syntax: CommandSyntax(of: verb),
            hint: { option in
                let isGlobal = CommandSyntax(of: EngardeCommand.self).option(named: option) != nil
                return isGlobal
                    ? "write it before the command: 'engarde \(option) … \(name)'"
                    : "'engarde \(name) --help' lists the options"
            }
        )
    }
}

extension EngardeProgram.Verb {
    /// The word that stands for the verb on a command line.
    static var name: String { configuration.commandName ?? "" }
    static var operands: String { "[options]" }
    static var operandValues: [String] { [] }
    static var takesOptions: Bool { true }
    static var endsAtOperand: Bool { false }
    static var keepsTerminator: Bool { false }
    var dryRun: Bool { false }

    /// What to type, whatever is wrong with the operands.
    static var usageHint: String { "write 'engarde \(name) \(operands)'" }

    /// What is said of operands that the verb does not take.
    static func wrongOperands(_ message: String) -> UsageError { UsageError(message: message, hint: usageHint) }
}

extension ParsableCommand {
    /// Parses arguments that are in the parser's form.
    ///
    /// - Throws: ``UsageError``, where it is not one of the command's own with the parser's words.
    static func parsed(_ arguments: [String]) throws -> Self {
        do {
            return try parse(arguments)
        } catch {
            let words = message(for: error)
            if let own = UsageError(words) { throw own }
            throw UsageError(message: words.prefix(1).lowercased() + words.dropFirst(), hint: whatItTakes)
        }
    }

    /// Where one finds what the command takes.
    private static var whatItTakes: String {
        guard let verb = self as? any EngardeProgram.Verb.Type else { return "'engarde --help' says what it takes" }
        return verb.takesOptions ? "'engarde \(verb.name) --help' says what it takes" : verb.usageHint
    }
}
