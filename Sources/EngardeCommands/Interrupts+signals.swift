import CLibrary
import Dispatch
import Operations

extension Interrupts {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]

    /// Runs `body` while SIGINT, SIGTERM and SIGHUP are wishes to stop, in place of their ending the process.
    static func withSignals<Value: Sendable>(
        _ body: (Interrupts) async throws -> Value
    ) async rethrows -> Value {
        let queue = SignalQueue()
        let sources = signals.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { @Sendable in queue.put(number) }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            for number in signals { signal(number, SIG_DFL) }
        }
        return try await body(Interrupts { await queue.take() != nil })
    }
}
