import CLibrary
import Operations

extension Interrupts {
    /// Runs `body` while SIGINT, SIGTERM and SIGHUP are wishes to stop, in place of their ending the process.
    ///
    /// SIGHUP is one wish, however often it comes; where it was ignored it stays so.
    ///
    /// - Parameter queue: where wishes are put; others may come there, too.
    static func withSignals<Value: Sendable>(
        in queue: ArrivalQueue<Interrupts.Wish> = ArrivalQueue(),
        _ body: (Interrupts) async throws -> Value
    ) async rethrows -> Value {
        let signals = [SIGINT, SIGTERM] + (HangUp.take(as: .wish) ? [SIGHUP] : [])
        let hangUp = HangUp()
        let tell: @Sendable (Int32) -> Void = { number in
            if number != SIGHUP || hangUp.isFirst() { queue.put(.stop) }
        }
        return try await CaughtSignals.withSignals(signals, tell: tell) {
            try await body(Interrupts(wishes: { await queue.take() }))
        }
    }
}
