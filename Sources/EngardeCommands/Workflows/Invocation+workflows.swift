import ComposeLoader
import Operations
import SessionEvents
import TerminalOutput
import Workflows

extension Invocation {
    /// Runs a workflow in a session with the project, or shows its steps.
    ///
    /// - Parameters:
    ///   - verb: what this program does, for those that wait until it is done.
    ///   - services: those that the user named; their profiles count as enabled.
    ///   - make: makes the workflow in the session.
    ///   - report: shows what came of it, whether it ended well or not; not called where only the steps are shown.
    ///   - change: what is opened in place of the user's project.
    func runWorkflow<Made: Workflow>(
        _ verb: String,
        naming services: [String] = [],
        _ make: @escaping @Sendable (WorkflowContext, ProjectSession) async throws -> Made,
        report: @escaping @Sendable (Made, OperationEnd) throws -> OperationEnd = { $1 },
        opening change: @escaping @Sendable (SessionRequest) throws -> SessionRequest = { $0 }
    ) async throws -> TerminationStatus {
        let request = request(verb, loadRequest(naming: services), naming: services)
        return try await Interrupts.withSignals { interrupts in
            try await withEvents(of: verb) { events in
                let context = workflowContext(request, events, interrupts)
                return try await change(request).withProject(telling: events) { session in
                    let workflow = try await make(context, session)
                    if options.dryRun {
                        surroundings.output.write(
                            try WorkflowPreview(try await workflow.steps(), program: style.program)
                                .text(in: options.progress),
                            to: .data
                        )
                        return .done
                    }
                    return try report(workflow, try await workflow.run(in: context))
                }
            }
        }
    }

    /// What workflows work with.
    func workflowContext(
        _ request: SessionRequest,
        _ events: any SessionEventSink,
        _ interrupts: Interrupts
    ) -> WorkflowContext {
        var context = WorkflowContext(request: request, events: events, interrupts: interrupts) {
            [surroundings] takesInput, body in
            try await TerminalConsole.withConsole(
                isRaw: false,
                readsInput: takesInput,
                writingTo: surroundings.output,
                body
            )
        }
        context.confirmation = surroundings.confirmation
        return context
    }
}
