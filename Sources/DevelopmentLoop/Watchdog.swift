import Synchronization

/// Watches over things that are done one after the other, each in a time of its own, see `Patience`.
///
/// To begin and to end one costs next to nothing: a single task watches over all of them, and sleeps when there is none.
final class Watchdog: Sendable {
    private struct State {
        var patience: Patience?
        /// Counts what was begun: a tick belongs to what it began with.
        var turn = 0
        var hasExpired = false

        mutating func pass(_ elapsed: Duration, in turn: Int) {
            guard turn == self.turn else { return }
            patience?.pass(elapsed)
            hasExpired = patience.map { $0.nextTick == nil } ?? false
        }
    }

    private let state = Mutex(State())
    private let wakeup = Wakeup()

    /// Notes that something begins that may take so long.
    func begin(_ limit: Duration) {
        state.withLock {
            $0.patience = Patience(limit)
            $0.turn += 1
        }
        wakeup.signal()
    }

    /// Notes that it is done.
    func end() { state.withLock { $0.patience = nil } }

    /// Whether something took too long.
    var hasExpired: Bool { state.withLock { $0.hasExpired } }

    /// Watches until something takes too long or the task is cancelled.
    ///
    /// - Parameter expire: called when something took too long.
    func run(on clock: some Clock<Duration>, _ expire: () -> Void) async {
        var waiting = wakeup.makeIterator()
        while await waiting.next() != nil {
            while let (turn, tick) = state.withLock({ state in state.patience?.nextTick.map { (state.turn, $0) } }) {
                let began = clock.now
                do {
                    try await clock.sleep(for: tick)
                } catch {
                    return
                }
                let elapsed = began.duration(to: clock.now)
                state.withLock { $0.pass(elapsed, in: turn) }
                guard !hasExpired else { return expire() }
            }
        }
    }
}
