import ArgumentParser
import TerminalOutput

/// The program: arguments in, exit code out.
package enum EngardeProgram {
    /// A verb of the command line.
    protocol Verb: ParsableCommand {
        /// Does what was asked.
        ///
        /// - Returns: how the program ends.
        /// - Throws: whatever the verb's operation throws; ``ErrorReport`` knows how to say it.
        func run(in surroundings: Surroundings) async throws -> ExitStatus
    }

    /// Runs the program.
    ///
    /// - Parameters:
    ///   - arguments: those after the program's name.
    ///   - surroundings: where it runs.
    package static func run(_ arguments: [String], in surroundings: Surroundings) async -> ExitStatus {
        do {
            let command = try EngardeCommand.parseAsRoot(arguments)
            guard let verb = command as? any Verb else {
                surroundings.output.write(EngardeCommand.helpMessage() + "\n", to: .data)
                return .success
            }
            return try await verb.run(in: surroundings)
        } catch let error where EngardeCommand.isAboutUsage(error) {
            let text = EngardeCommand.fullMessage(for: error)
            let isHelp = EngardeCommand.exitCode(for: error).isSuccess
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
}

extension ParsableCommand {
    /// Whether the error is the parser's own: wrong arguments, or a request for help or version.
    static func isAboutUsage(_ error: any Error) -> Bool {
        error is CleanExit || error is ValidationError || String(describing: type(of: error)) == "CommandError"
    }
}
