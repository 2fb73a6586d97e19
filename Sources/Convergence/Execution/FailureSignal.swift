import Synchronization

/// Tells everyone who waits that something failed, or ended; once told, it stays told.
package final class FailureSignal: Sendable {
    private struct State {
        var hasFired = false
        var waiters: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextWaiter = 0
    }

    private let state = Mutex(State())

    /// Creates a signal that nothing was told by yet.
    package init() {}

    /// Whether something failed.
    package var hasFired: Bool { state.withLock(\.hasFired) }

    /// Tells all who wait now or later.
    package func fire() {
        let waiters = state.withLock { state in
            state.hasFired = true
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.finish() }
    }

    /// Returns when something failed, or when the task is cancelled.
    package func wait() async {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id: Int? = state.withLock { state in
            guard !state.hasFired else { return nil }
            state.nextWaiter += 1
            state.waiters[state.nextWaiter] = continuation
            return state.nextWaiter
        }
        guard let id else { return }
        for await _ in stream {}
        state.withLock { $0.waiters[id] = nil }
    }

    /// Runs `body` until it ends or something failed.
    ///
    /// - Throws: ``Interruption`` when something else failed first.
    package func race<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                await self.wait()
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let value = first else {
                try Task.checkCancellation()
                throw Interruption()
            }
            return value
        }
    }

    /// What a step ends with that was cut short because another one failed.
    package struct Interruption: Error {}
}
