import CLibrary
import Dispatch
import Operations

extension Interrupts {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]

    /// Runs `body` while SIGINT, SIGTERM and SIGHUP are wishes to stop, in place of their ending the process.
    ///
    /// - Parameter queue: where wishes are put; others may come there, too.
    static func withSignals<Value: Sendable>(
        in queue: ArrivalQueue<Interrupts.Wish> = ArrivalQueue(),
        _ body: (Interrupts) async throws -> Value
    ) async rethrows -> Value {
        let sources = signals.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { @Sendable in queue.put(.stop) }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            for number in signals { signal(number, SIG_DFL) }
        }
        return try await body(Interrupts(wishes: { await queue.take() }))
    }
}
