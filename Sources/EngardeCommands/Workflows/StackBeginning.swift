import ComposeModel
import Operations
import OrderedCollections
import SessionEvents
import TerminalOutput
import Workflows

/// What `up` does for a stack before it brings services up: says where they will be, and copies volumes.
struct StackBeginning: Sendable {
    private let stack: IsolateCheckout.Outcome
    private let isFresh: Bool

    /// Prepares it.
    ///
    /// - Parameter isFresh: whether the stack begins with empty volumes.
    init(_ stack: IsolateCheckout.Outcome, isFresh: Bool) {
        self.stack = stack
        self.isFresh = isFresh
    }

    /// Does it, or shows what would be done.
    ///
    /// - Throws: `IsolationError`, `EngineError`, `EncodingError`, `CancellationError`.
    func run(
        in session: ProjectSession,
        _ invocation: Invocation,
        until interrupts: Interrupts
    ) async throws -> OperationEnd {
        let request = invocation.request("up", invocation.loadRequest())
        let records = request.isolationRecords
        let copies = VolumeCopies(
            session,
            stack.record,
            records: records,
            sources: isFresh ? [:] : stack.sources
        )
        let output = invocation.surroundings.output
        let mode = invocation.options.progress
        if invocation.options.dryRun {
            let steps = try await copies.steps()
            guard !steps.isEmpty else { return .done }
            output.write(try WorkflowPreview(steps, program: invocation.style.program).text(in: mode), to: .data)
            return .done
        }
        if mode != .json, mode != .quiet {
            output.write(text(of: session.project, proxy: ProxyLock.holder(in: records)?.port), to: .report)
        }
        return try await copies.run(in: invocation.workflowContext(request, session.events, interrupts))
    }

    /// Where the services of the stack are reached.
    ///
    /// - Parameter proxy: the port at which they are reached by name; `nil` where nobody serves names.
    func text(of project: Project, proxy: Int?) -> String {
        var lines = ["stack '\(project.name)' of \(stack.record.worktree)"]
        for service in project.services.values {
            let ports = service.ports.compactMap { port in
                port.published.map { "\(service.name):\(port.target)=localhost:\($0)" }
            }
            guard !ports.isEmpty else { continue }
            let name = proxy.map { "  http://\(service.name).\(project.name).localhost:\($0)" } ?? ""
            lines.append("  \(ports.joined(separator: " "))\(name)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
