import ArgumentParser
import TerminalOutput

/// The program: arguments in, exit code out.
package enum EngardeProgram {
    /// A verb of the command line.
    protocol Verb: ParsableCommand, Sendable {
        /// What stands behind the verb, as its help shows it.
        static var operands: String { get }
        /// Whether what stands behind the first operand belongs to it, whatever it looks like.
        static var endsAtOperand: Bool { get }
        /// Command lines that the verb's help shows.
        static var examples: [HelpExample] { get }

        /// Does what was asked.
        ///
        /// - Parameters:
        ///   - global: the options before the verb.
        ///   - surroundings: where the program runs.
        /// - Returns: how the program ends.
        /// - Throws: whatever the verb's operation throws; ``ErrorReport`` knows how to say it.
        func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus
    }

    /// The verbs, in the order in which help lists them.
    static let verbs: [any Verb.Type] = [
        UpCommand.self, WatchCommand.self, DownCommand.self, StartCommand.self, StopCommand.self, RestartCommand.self,
        KillCommand.self, PauseCommand.self, UnpauseCommand.self, CreateCommand.self, RemoveCommand.self,
        ScaleCommand.self, WaitCommand.self, PsCommand.self, LogsCommand.self, PortCommand.self, TopCommand.self,
        StatsCommand.self, ImagesCommand.self, VolumesCommand.self, ListCommand.self, EventsCommand.self,
        ExecCommand.self, RunCommand.self, AttachCommand.self, CopyCommand.self, ExportCommand.self, CommitCommand.self,
        BuildCommand.self, PullCommand.self, PushCommand.self, ConfigCommand.self, ExplainCommand.self,
        VersionCommand.self,
    ]

    /// Runs the program.
    ///
    /// - Parameters:
    ///   - arguments: those after the program's name.
    ///   - surroundings: where it runs.
    package static func run(_ arguments: [String], in surroundings: Surroundings) async -> TerminationStatus {
        var program = "engarde"
        do {
            let line = try CommandLineSplit(arguments)
            if let help = try help(for: line) {
                surroundings.output.write(help.text, to: .data)
                return .success
            }
            let global = try EngardeCommand.parsed(line.options).options.completed(by: surroundings.environment)
            program = global.program
            guard !global.version, let name = line.verb else {
                return try await VersionCommand.parsed([]).run(global, in: surroundings)
            }
            let verb = try verb(named: name, global: global, arguments: line.arguments)
            let forms = try forms(of: line.arguments, for: verb)
            guard !forms.asksForHelp else {
                surroundings.output.write(HelpText(of: verb).text, to: .data)
                return .success
            }
            return try await runWhileOutputIsTaken(try verb.parsed(forms.parsable), global, surroundings)
        } catch {
            let report = ErrorReport(error, calling: program)
            if !report.text.isEmpty { surroundings.output.write(report.text + "\n", to: .report) }
            return report.status
        }
    }

    /// Runs the verb, and ends it when what it shows can no longer be written.
    ///
    /// - Throws: what the verb throws, `OutputFailure`.
    private static func runWhileOutputIsTaken(
        _ verb: any Verb,
        _ global: GlobalOptions,
        _ surroundings: Surroundings
    ) async throws -> TerminationStatus {
        let output = surroundings.output
        let status = try await withThrowingTaskGroup(of: TerminationStatus?.self) { group in
            group.addTask { try await verb.run(global, in: surroundings) }
            group.addTask {
                for await failure in output.failures { throw failure }
                return nil
            }
            defer { group.cancelAll() }
            while let status = try await group.next() {
                if let status { return status }
            }
            return TerminationStatus.success
        }
        if let failure = output.failure { throw failure }
        return status
    }

    /// The help that is asked for before the verb, by `help`, or by saying nothing at all.
    private static func help(for line: CommandLineSplit) throws -> HelpText? {
        switch line.verb {
        case nil: return line.asksForHelp || line.options.isEmpty ? HelpText(ofProgramWith: verbs) : nil
        case "help":
            guard let topic = line.arguments.first(where: { !$0.hasPrefix("-") && $0 != "help" }) else {
                return HelpText(ofProgramWith: verbs)
            }
            return HelpText(of: try verb(named: topic))
        case let name?: return line.asksForHelp ? HelpText(of: try verb(named: name)) : nil
        }
    }

    private static func forms(of arguments: [String], for verb: any Verb.Type) throws -> ArgumentForms {
        let name = verb.configuration.commandName ?? ""
        return try ArgumentForms(
            arguments,
            endsAtOperand: verb.endsAtOperand,
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
    static var operands: String { "[options]" }
    static var endsAtOperand: Bool { false }
}

extension ParsableCommand {
    /// Parses arguments that are in the parser's form.
    ///
    /// - Throws: ``UsageError`` with the parser's words.
    static func parsed(_ arguments: [String]) throws -> Self {
        do {
            return try parse(arguments)
        } catch {
            let words = message(for: error)
            throw UsageError(message: words.prefix(1).lowercased() + words.dropFirst())
        }
    }
}
