import ArgumentParser
import TerminalOutput

/// The program: arguments in, exit code out.
package enum EngardeProgram {
    /// A verb of the command line.
    protocol Verb: ParsableCommand {
        /// Does what was asked.
        ///
        /// - Parameters:
        ///   - global: the options before the verb.
        ///   - surroundings: where the program runs.
        /// - Returns: how the program ends.
        /// - Throws: whatever the verb's operation throws; ``ErrorReport`` knows how to say it.
        func run(_ global: GlobalOptions, in surroundings: Surroundings) async throws -> TerminationStatus
    }

    /// Runs the program.
    ///
    /// - Parameters:
    ///   - arguments: those after the program's name.
    ///   - surroundings: where it runs.
    package static func run(_ arguments: [String], in surroundings: Surroundings) async -> TerminationStatus {
        do {
            let split = CommandLineSplit(arguments)
            let global = try parseOptions(split.options)
            guard !split.verb.isEmpty else {
                surroundings.output.write(EngardeCommand.helpMessage() + "\n", to: .data)
                return .success
            }
            if let name = split.verb.first { try VerbCommand.check(name) }
            guard let verb = try VerbCommand.parseAsRoot(split.verb) as? any Verb else {
                // `help` without a verb.
                surroundings.output.write(EngardeCommand.helpMessage() + "\n", to: .data)
                return .success
            }
            return try await verb.run(global, in: surroundings)
        } catch let error where VerbCommand.isAboutUsage(error) {
            let text = VerbCommand.fullMessage(for: error)
            let isHelp = VerbCommand.exitCode(for: error).isSuccess
            surroundings.output.write(
                (isHelp ? text : ErrorReport.usage(text)) + "\n",
                to: isHelp ? .data : .report
            )
            return isHelp ? .success : .failure
        } catch {
            let report = ErrorReport(error)
            if !report.text.isEmpty { surroundings.output.write(report.text + "\n", to: .report) }
            return report.status
        }
    }

    private static func parseOptions(_ arguments: [String]) throws -> GlobalOptions {
        // The root's own parser knows `--help` and `--version`.
        guard let command = try EngardeCommand.parseAsRoot(arguments) as? EngardeCommand else { return GlobalOptions() }
        return command.options
    }
}

extension ParsableCommand {
    /// Whether the error is the parser's own: wrong arguments, or a request for help or version.
    static func isAboutUsage(_ error: any Error) -> Bool {
        error is CleanExit || error is ValidationError || String(describing: type(of: error)) == "CommandError"
    }
}
