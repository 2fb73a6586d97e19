import ComposeModel
import Operations
import Reconciliation
import SessionEvents

/// The step that replaces the containers whose images were made anew, and nothing else.
struct ServiceReplacement: Sendable {
    /// The services.
    let services: [ServiceName]
    /// Whether it waits until they are ready.
    let waits: Bool
    /// What the workflow works with.
    let context: WorkflowContext
    /// The project.
    let session: ProjectSession

    /// The step: containers whose image is still theirs stay, and so does what they depend on.
    func step(for purpose: String) -> WorkflowStep {
        let command = ["up", "-d"] + (waits ? ["--wait"] : []) + ["--no-deps", "--no-build", "--pull", "never"]
        return WorkflowStep(.own(arguments: command + services.map(\.rawValue)), for: purpose) { interrupts in
            var options = options(services)
            options.reconciliation.includesDependencies = false
            options.building = .never
            options.pulling = .never
            return try await run(options, until: interrupts)
        }
    }

    /// The step before it that starts what does not run, and replaces nothing.
    ///
    /// - Parameter needed: the services that are started, with what they depend on.
    func start(_ needed: [ServiceName]) -> WorkflowStep {
        let command = ["up", "-d", "--wait", "--no-recreate"] + needed.map(\.rawValue)
        return WorkflowStep(.own(arguments: command), for: "it is needed, and does not run") { interrupts in
            var options = options(needed)
            options.reconciliation.recreation = .never
            options.reconciliation.waiting = .forAll(required: true)
            return try await run(options, until: interrupts)
        }
    }

    private func options(_ services: [ServiceName]) -> Up.Options {
        var reconciliation = ReconciliationOptions(toolVersion: context.request.toolVersion)
        reconciliation.services = services
        reconciliation.orphans = .ignore
        if waits { reconciliation.waiting = .forAll(required: true) }
        return Up.Options(reconciliation: reconciliation)
    }

    private func run(_ options: Up.Options, until interrupts: Interrupts) async throws -> OperationEnd {
        let run = try UpRun(
            session,
            options: UpRun.Options(options, then: .detached(showsTimeline: false)),
            confirmation: context.confirmation
        )
        return try await run.run(until: interrupts)
    }
}
