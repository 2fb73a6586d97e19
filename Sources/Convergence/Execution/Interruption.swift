import Synchronization

/// The user's wish to stop, as a request that comes before the cancellation.
///
/// Cancellation cuts calls to the engine short wherever they are, and a container that is being replaced would be left
/// stopped. So who wants work to stop asks first: plans under way begin nothing new, finish the replacements that they
/// have begun, and end; only then, or when the user asks a second time, are the tasks cancelled.
package final class Interruption: Sendable {
    private struct State {
        var plansUnderWay = 0
        var announcements: [@Sendable () -> Void] = []
        var waiters: [AsyncStream<Void>.Continuation] = []
    }

    /// The one that the work in this task has to heed.
    @TaskLocal package static var current: Interruption?

    /// Fires when the user asks to stop.
    let signal = FailureSignal()
    private let state = Mutex(State())

    /// Creates one that nobody has asked for yet.
    package init() {}

    /// Whether the user asked to stop.
    package var isRequested: Bool { signal.hasFired }

    /// Asks plans under way to come to an end.
    package func request() {
        let announcements = state.withLock { state in
            defer { state.announcements = [] }
            return state.announcements
        }
        for announce in announcements { announce() }
        signal.fire()
    }

    /// Returns when no plan is under way, or when the task is cancelled.
    package func waitUntilIdle() async {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let isIdle = state.withLock { state in
            guard state.plansUnderWay > 0 else { return true }
            state.waiters.append(continuation)
            return false
        }
        if isIdle { return }
        for await _ in stream {}
    }

    /// Runs `body` as a plan that is to come to an orderly end.
    ///
    /// - Parameter announcement: says, when the user asks to stop, that this may take a while.
    /// - Throws: what `body` throws; `CancellationError` when the user asked to stop before it began.
    func shielding<Value>(
        announcement: @escaping @Sendable () -> Void,
        _ body: () async throws -> Value
    ) async throws -> Value {
        state.withLock { state in
            state.plansUnderWay += 1
            state.announcements.append(announcement)
        }
        defer {
            let waiters = state.withLock { state in
                state.plansUnderWay -= 1
                guard state.plansUnderWay == 0 else { return [AsyncStream<Void>.Continuation]() }
                defer { (state.waiters, state.announcements) = ([], []) }
                return state.waiters
            }
            for waiter in waiters { waiter.finish() }
        }
        if isRequested { throw CancellationError() }
        return try await body()
    }
}
