import ComposeModel
import Operations

extension WorkflowContext {
    /// Runs a command of a tool in a running container, connected to the caller.
    ///
    /// - Parameter tool: the tool's name, for an error that says that it is not there.
    /// - Throws: ``DatabaseError/toolMissing(tool:program:service:)``, what running it throws.
    func run(
        _ command: ServiceCommand,
        of tool: String,
        in session: Session,
        until interrupts: Interrupts
    ) async throws -> OperationEnd {
        let console = console
        let outcome = try await interrupts.race {
            try await console(false) { try await command.run(in: session, on: $0) }
        }
        guard case .finished(let code) = outcome else { return .interrupted }
        // What a shell and the engine say of a program that is not there, or that cannot be run.
        guard code != 126, code != 127 else {
            throw DatabaseError.toolMissing(
                tool: tool,
                program: command.words.first ?? "",
                service: command.service.rawValue
            )
        }
        return .exited(code: code)
    }
}
