import ArgumentParser
import TerminalOutput

/// The program: arguments in, exit code out.
package enum EngardeProgram {
    /// A verb of the command line.
    protocol Verb: ParsableCommand, Sendable {
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
            return try await runWhileOutputIsTaken(verb, global, surroundings)
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
