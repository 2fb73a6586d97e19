import ComposeLoader
import Operations
import SessionEvents

extension Invocation {
    /// Runs an operation on a project's containers, with or without Compose files, or shows its plan.
    ///
    /// - Parameters:
    ///   - verb: what this program does, for those that wait until it is done.
    ///   - services: those that the user named.
    ///   - needed: those of which more than the name is needed, where there are files.
    ///   - operation: makes the operation in the session.
    func run(
        _ verb: String,
        naming services: [String],
        needing needed: LoadRequest.NeededServices = .none,
        _ operation: @escaping @Sendable (Session) throws -> any PlannedOperation
    ) async throws -> TerminationStatus {
        try await withNamedSession(verb, naming: services, needing: needed) { session in
            let operation = try operation(session)
            return try await Interrupts.withSignals { interrupts in
                try await perform(operation, until: interrupts)
            }
        }
    }

    /// Carries an operation out, or shows its plan.
    ///
    /// - Throws: what the operation throws, `EncodingError`.
    func perform(_ operation: any PlannedOperation, until interrupts: Interrupts) async throws -> OperationEnd {
        if options.dryRun { return try await show(until: interrupts) { try await operation.plan() } }
        return OperationEnd(try await interrupts.race { try await operation.run() })
    }
}
