package import Operations
import SessionEvents

/// A way of working as a sequence of steps, which can be shown before they are taken, or instead.
///
/// - Shape: what later steps need to know of earlier ones, and what is reported in the end, is kept by the workflow.
package protocol Workflow: Sendable {
    /// The steps that ``run(in:)`` would take, in order. Nothing is changed.
    ///
    /// - Throws: what is known to be wrong before anything is done.
    func steps() async throws -> [WorkflowStep]

    /// Does what the steps need around them: asks whether data may be lost, keeps other processes from changing the project.
    ///
    /// - Parameter body: takes the steps; it is not called where nothing may be done.
    /// - Throws: what `body` throws.
    func surround(_ body: () async throws -> OperationEnd) async throws -> OperationEnd
}

extension Workflow {
    /// Nothing is needed.
    package func surround(_ body: () async throws -> OperationEnd) async throws -> OperationEnd { try await body() }

    /// Takes the steps, one after the other, and tells of each before it begins.
    ///
    /// The first one that fails, is interrupted or ends with an exit code other than 0 is the last; then only those that clean
    /// up are taken.
    ///
    /// - Returns: how the decisive step ended; `.done` when all were taken.
    /// - Throws: what ``steps()`` and the decisive step throw; where only cleaning up failed, that.
    package func run(in context: WorkflowContext) async throws -> OperationEnd {
        try await surround { try await takeSteps(in: context) }
    }

    private func takeSteps(in context: WorkflowContext) async throws -> OperationEnd {
        var end = OperationEnd.done
        var failure: (any Error)?
        for (index, step) in try await steps().enumerated() {
            guard step.isCleanup || (failure == nil && end == .done) else { continue }
            let stopwatch = context.stopwatch
            context.events.emit(
                .workflowStepBegan(number: index + 1, command: step.command, purpose: step.purpose)
            )
            do {
                let own = try await step.perform(step.isCleanup ? .none : context.interrupts)
                if end == .done, own != .exited(code: 0) { end = own }
                context.events.emit(.workflowStepDone(number: index + 1, elapsed: Seconds(stopwatch.elapsed)))
            } catch {
                // What began it all is what counts.
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return end
    }
}
