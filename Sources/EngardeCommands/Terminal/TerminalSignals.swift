import CLibrary
import Dispatch

/// What happens to the process's terminal, as signals tell it.
enum TerminalSignals {
    /// What happened.
    enum Event: Sendable {
        /// It has another size.
        case resized
        /// The user asked to suspend the process.
        case suspended
        /// The process goes on, in the foreground or not.
        case continued
    }

    /// Runs `body`, which gets what happens; a wish to suspend the process is its to fulfil.
    static func withEvents<Value>(_ body: (AsyncStream<Event>) async throws -> Value) async rethrows -> Value {
        let (events, continuation) = AsyncStream<Event>.makeStream(bufferingPolicy: .bufferingNewest(16))
        signal(SIGTSTP, SIG_IGN)
        let sources = [(SIGWINCH, Event.resized), (SIGTSTP, .suspended), (SIGCONT, .continued)].map { number, event in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { @Sendable in continuation.yield(event) }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            signal(SIGTSTP, SIG_DFL)
            continuation.finish()
        }
        return try await body(events)
    }
}
