import ComposeModel
import Operations
import SessionEvents

/// `db migrate`, `db rollback` and `db history`: a command of the tool in the running container, or in one of its own.
package struct RunMigrations: Workflow {
    private let project: DatabaseProject
    private let migrations: MigrationService
    private let action: Action

    /// What is done.
    package enum Action: Sendable, Hashable {
        /// Brings the database up to a migration; `nil` is the last one.
        case migrate(to: String?)
        /// Takes migrations back.
        case rollback(RollbackExtent)
        /// Lists migrations.
        case history
    }

    /// Creates the workflow.
    ///
    /// - Throws: an error that says that no service runs migrations.
    package init(_ project: DatabaseProject, _ action: Action) throws {
        self.project = project
        self.action = action
        migrations = try project.migrations()
    }

    package func steps() async throws -> [WorkflowStep] {
        let (words, purpose) = try command()
        let isRunning = try await !project.running(migrations.name).isEmpty
        let tool = migrations.tool.name
        return [
            WorkflowStep(
                .own(arguments: migrations.line(words, isRunning: isRunning)),
                for: "\(tool) \(purpose)" + (isRunning ? "" : "; no container of '\(migrations.name)' runs"),
                until: { interrupts in
                    if isRunning {
                        return try await project.context.run(
                            migrations.command(words),
                            of: tool,
                            in: project.session.session,
                            until: interrupts
                        )
                    }
                    return try await OneOffCommand(migrations, words).run(in: project, until: interrupts)
                }
            )
        ]
    }

    private func command() throws -> (words: [String], purpose: String) {
        let tool = migrations.tool
        switch action {
        case .migrate(let target): return (try tool.migrate(to: target), "runs the migrations")
        case .rollback(let extent): return (try tool.rollback(extent), "takes migrations back")
        case .history: return (try tool.history(), "lists the migrations")
        }
    }
}
