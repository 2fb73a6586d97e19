import Synchronization

/// What arrived and nobody has taken yet, such as signals, or wishes to stop.
///
/// Many may wait, one after the other or at once: whoever is cancelled while it waits takes nothing with it. (A stream would
/// end for all with the first task that is cancelled.)
final class ArrivalQueue<Arrival: Sendable>: Sendable {
    private struct State {
        var arrived: [Arrival] = []
        var waiters: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextWaiter = 0
    }

    private let state = Mutex(State())

    /// Creates an empty queue.
    init() {}

    /// Puts something at the end.
    func put(_ arrival: Arrival) {
        let waiters = state.withLock { state in
            state.arrived.append(arrival)
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.finish() }
    }

    /// Takes what arrived first; waits until there is something.
    ///
    /// - Returns: `nil` when the task is cancelled.
    func take() async -> Arrival? {
        while !Task.isCancelled {
            let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
            let (first, waiter) = state.withLock { state -> (Arrival?, Int) in
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
