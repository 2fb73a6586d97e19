import Operations
import TerminalOutput
import Workflows

extension DatabaseCommand {
    /// `db new`: afterwards the new files are named.
    func makeMigration(_ invocation: Invocation) async throws -> TerminationStatus {
        let message = argument ?? ""
        let surroundings = invocation.surroundings
        return try await invocation.runWorkflow("db") { context, session in
            try NewMigration(try DatabaseProject(session, in: context), message: message)
        } report: { workflow, end in
            let directory = surroundings.workingDirectory + "/"
            for path in workflow.files {
                let shown = path.hasPrefix(directory) ? String(path.dropFirst(directory.count)) : path
                surroundings.output.write(shown + "\n", to: .data)
            }
            return end
        }
    }

    /// `db migrate`, `db rollback` and `db history`.
    func run(_ action: RunMigrations.Action, _ invocation: Invocation) async throws -> TerminationStatus {
        try await invocation.runWorkflow("db") { context, session in
            try RunMigrations(try DatabaseProject(session, in: context), action)
        }
    }
}
