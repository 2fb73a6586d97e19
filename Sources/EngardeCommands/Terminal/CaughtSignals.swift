import CLibrary
import Dispatch

/// Signals that are told to this program in place of what they do to a process.
enum CaughtSignals {
    /// Runs `body` while signals are told and do nothing else; afterwards they do what they do by default.
    ///
    /// - Parameters:
    ///   - tell: gets the number of each signal, on any thread.
    ///   - body: what is done meanwhile.
    static func withSignals<Value: Sendable>(
        _ numbers: [Int32],
        tell: @escaping @Sendable (Int32) -> Void,
        _ body: () async throws -> Value
    ) async rethrows -> Value {
        let sources = numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { @Sendable in tell(number) }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            for number in numbers { signal(number, SIG_DFL) }
        }
        return try await body()
    }
}
