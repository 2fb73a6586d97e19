import ComposeModel
import EngineAPI
import EngineClient
import Operations
import SessionEvents

/// The steps in which a database writes everything to its files and stops, and comes back.
struct DatabasePause: Sendable {
    /// The project.
    let project: DatabaseProject
    /// What there is of the database.
    let state: DatabaseState

    private var name: ServiceName { state.database.name }

    /// What is done before; nothing where the database does not run.
    ///
    /// What it has in memory is written while it still answers: the stop, in which nobody can use it, is short then.
    var before: [WorkflowStep] {
        guard state.isRunning, let words = state.database.engine.checkpoint else { return [] }
        let program = state.database.engine.program
        return [
            WorkflowStep(
                .own(arguments: ["exec", "-T", name.rawValue, program, "-c", "CHECKPOINT"]),
                for: "what is in memory is in the files, so that the stop is short"
            ) {
                // Whoever may not do that stops it all the same: it only takes longer.
                _ = try await ServiceCommand(words, in: name).outcome(in: project.session.session)
            }
        ]
    }

    /// The stop, by the database's own signal, so that its files are complete.
    var stop: [WorkflowStep] {
        guard state.isRunning else { return [] }
        return [
            WorkflowStep(.own(arguments: ["stop", name.rawValue]), for: "nothing changes while its files are copied") {
                try await StopServices(project.session.session, services: [name]).run()
            }
        ]
    }

    /// The start after it, whatever happened in between; last, it is ready.
    var after: [WorkflowStep] {
        guard state.isRunning else { return [] }
        return [
            WorkflowStep(.own(arguments: ["start", name.rawValue]), for: "it runs again", isCleanup: true) {
                try await StartServices(project.session.session, services: [name]).run()
            },
            WorkflowStep(.own(arguments: ["start", "--wait", name.rawValue]), for: "it is ready") {
                var options = StartServices.Options()
                options.waits = true
                try await StartServices(project.session.session, services: [name], options: options).run()
            },
        ]
    }
}
