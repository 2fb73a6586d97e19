import Operations
import Synchronization

/// Wishes that arrived, by signals or keys, and that nobody has taken yet.
///
/// Many may wait, one after the other or at once: whoever is cancelled while it waits takes nothing with it. (A stream would
/// end for all with the first task that is cancelled.)
final class WishQueue: Sendable {
    private struct State {
        var arrived: [Interrupts.Wish] = []
        var waiters: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextWaiter = 0
    }

    private let state = Mutex(State())

    /// Puts a wish at the end.
    func put(_ wish: Interrupts.Wish) {
        let waiters = state.withLock { state in
            state.arrived.append(wish)
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.finish() }
    }

    /// Takes the first wish; waits until there is one.
    ///
    /// - Returns: `nil` when the task is cancelled.
    func take() async -> Interrupts.Wish? {
        while !Task.isCancelled {
            let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
            let (first, waiter) = state.withLock { state -> (Interrupts.Wish?, Int) in
                if !state.arrived.isEmpty { return (state.arrived.removeFirst(), 0) }
                state.nextWaiter += 1
                state.waiters[state.nextWaiter] = continuation
                return (nil, state.nextWaiter)
            }
            if let first { return first }
            for await _ in stream {}
            _ = state.withLock { $0.waiters.removeValue(forKey: waiter) }
        }
        return nil
    }
}
