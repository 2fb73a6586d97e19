package import Operations
package import SessionEvents

/// What every workflow works with.
package struct WorkflowContext: Sendable {
    /// How the user's project is opened; with other files, or another name, it opens others.
    package var request: SessionRequest
    /// Where events go.
    package var events: any SessionEventSink
    /// The user's wishes to stop.
    package var interrupts: Interrupts
    /// Who is asked before data is lost; without anybody, nothing is lost.
    package var confirmation: (any Confirmation)?
    /// Connects a command in a container with the caller.
    package var console: ConsoleSource

    /// Runs a body with a console; the first parameter says whether the command gets what the caller types.
    package typealias ConsoleSource =
        @Sendable (
            _ takesInput: Bool, _ body: @escaping @Sendable (Console) async throws -> Int
        ) async throws -> Int

    /// Creates a context in which nobody is asked.
    package init(
        request: SessionRequest,
        events: any SessionEventSink,
        interrupts: Interrupts,
        console: @escaping ConsoleSource
    ) {
        self.request = request
        self.events = events
        self.interrupts = interrupts
        self.console = console
    }

    /// Measures a time, from now on.
    var stopwatch: Stopwatch { Stopwatch(request.clock) }
}
