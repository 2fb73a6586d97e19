import Synchronization

/// Wakes those that wait until there is nothing to do; as long as nobody waits it costs next to nothing.
final class RestSignal: Sendable {
    private struct State {
        var waiters: [Int: Wakeup] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    /// Tells that something may be over.
    func signal() {
        for wakeup in state.withLock({ Array($0.waiters.values) }) { wakeup.signal() }
    }

    /// Waits until something holds; it is looked at again with each signal.
    ///
    /// - Throws: `CancellationError`.
    func wait(until holds: @Sendable () -> Bool) async throws {
        let wakeup = Wakeup()
        let key = state.withLock { state in
            state.next += 1
            state.waiters[state.next] = wakeup
            return state.next
        }
        defer { state.withLock { $0.waiters[key] = nil } }
        var signals = wakeup.makeIterator()
        while !holds() {
            guard await signals.next() != nil else { throw CancellationError() }
        }
        try Task.checkCancellation()
    }
}
