import Operations
import TerminalOutput
import Workflows

extension DatabaseCommand {
    /// `db shell`: the client in the database's container, at a terminal where there is one.
    func openShell(_ invocation: Invocation) async throws -> TerminationStatus {
        let surroundings = invocation.surroundings
        // What makes no sense is said before anything is looked for.
        let keys = try DetachKeys.configured(in: surroundings)
        return try await withDatabases(invocation) { project, context in
            let shell = DatabaseShell(try project.database(named: service), arguments: arguments)
            if invocation.options.dryRun {
                let line = invocation.options.command(of: surroundings.program, shell.line)
                surroundings.output.write("1. \(line)  # the client of the database\n", to: .data)
                return .done
            }
            var options = Exec.Options(command: shell.words, usesTerminal: TerminalConsole.isInteractive)
            options.terminalSize = TerminalConsole.size
            options.detachKeys = keys
            if options.usesTerminal, let kind = surroundings.environment["TERM"] {
                options.environment = ["TERM=\(kind)"]
            }
            let usesTerminal = options.usesTerminal
            let exec = Exec(project.session.session, in: shell.service, options: options)
            let outcome = try await context.interrupts.race {
                try await TerminalConsole.withConsole(isRaw: usesTerminal, writingTo: surroundings.output) {
                    try await exec.run(on: $0)
                }
            }
            guard case .finished(let code) = outcome else { return .interrupted }
            return .exited(code: code)
        }
    }
}
