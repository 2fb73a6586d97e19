package import Operations
package import SessionEvents

/// One thing that a workflow does, which a person could do by hand with a command line.
package struct WorkflowStep: Sendable {
    /// The command line that does the same.
    package let command: StepCommand
    /// What it is for, in lower case without a final stop: `what it was built from has changed`.
    package let purpose: String
    /// Whether it is taken even when one before it failed, or the user asked to stop: it removes what the workflow made.
    package let isCleanup: Bool
    let perform: @Sendable (Interrupts) async throws -> OperationEnd

    /// Creates a step that ends by itself, and is cancelled when the user asks to stop.
    package init(
        _ command: StepCommand,
        for purpose: String,
        isCleanup: Bool = false,
        _ perform: @escaping @Sendable () async throws -> Void
    ) {
        self.init(command, for: purpose, isCleanup: isCleanup) { interrupts in
            // What cleans up is not left half done.
            if isCleanup { try await perform() } else { return OperationEnd(try await interrupts.race(perform)) }
            return .done
        }
    }

    /// Creates a step that knows itself what it does when the user asks to stop, or that ends with the exit code of a command.
    package init(
        _ command: StepCommand,
        for purpose: String,
        isCleanup: Bool = false,
        until perform: @escaping @Sendable (Interrupts) async throws -> OperationEnd
    ) {
        self.command = command
        self.purpose = purpose
        self.isCleanup = isCleanup
        self.perform = perform
    }
}
