import Synchronization

/// A clock that stands still until a test moves it: nothing that sleeps on it takes any time.
package final class TestClock: Clock, Sendable {
    /// A time since the clock was made.
    package struct Instant: InstantProtocol {
        package var offset: Duration

        package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        package func duration(to other: Instant) -> Duration { other.offset - offset }
        package static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper {
        var deadline: Instant
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct Observer {
        var limit: Instant
        var count: Int
        var continuation: AsyncStream<Void>.Continuation
    }

    private struct State {
        var now = Instant(offset: .zero)
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
        var observers: [Observer] = []
        var next = 0

        func sleeping(until limit: Instant) -> Int { sleepers.values.count { $0.deadline <= limit } }

        mutating func satisfiedObservers() -> [Observer] {
            let (waiting, satisfied) = (
                observers.filter { sleeping(until: $0.limit) < $0.count },
                observers.filter { sleeping(until: $0.limit) >= $0.count }
            )
            observers = waiting
            return satisfied
        }
    }

    private let state = Mutex(State())

    package init() {}

    package var now: Instant { state.withLock(\.now) }
    package var minimumResolution: Duration { .zero }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let (result, observers): (Result<Void, any Error>?, [Observer]) = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return (.failure(CancellationError()), []) }
                    if deadline <= state.now { return (.success(()), []) }
                    state.sleepers[id] = Sleeper(deadline: deadline, continuation: continuation)
                    return (nil, state.satisfiedObservers())
                }
                if let result { continuation.resume(with: result) }
                for observer in observers { observer.continuation.finish() }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: id)
                if sleeper == nil { state.cancelled.insert(id) }
                return sleeper
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Moves the clock; who sleeps until then or earlier wakes, the earliest first.
    package func advance(by duration: Duration) {
        let woken = state.withLock { state in
            state.now = state.now.advanced(by: duration)
            let now = state.now
            let due = state.sleepers.filter { $0.value.deadline <= now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.sorted { $0.deadline < $1.deadline }
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    /// Waits until so many sleep on the clock whose time comes within a span from now, or until the task is cancelled.
    package func waitForSleepers(_ count: Int = 1, within span: Duration) async {
        let (reached, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let isSatisfied = state.withLock { state in
            let limit = state.now.advanced(by: span)
            if state.sleeping(until: limit) >= count { return true }
            state.observers.append(Observer(limit: limit, count: count, continuation: continuation))
            return false
        }
        if isSatisfied { return }
        for await _ in reached {}
    }

    /// Moves the clock on whenever somebody sleeps whose time comes within a span, as long as `body` runs.
    package func passing<Value>(within span: Duration, while body: () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { while !Task.isCancelled { await self.passNext(within: span) } }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    /// Waits until somebody sleeps whose time comes within a span, and moves the clock to it, and never beyond the span.
    ///
    /// - Returns: how long that sleep was from now on; nothing when the task is cancelled.
    @discardableResult
    package func passNext(within span: Duration) async -> Duration {
        while !Task.isCancelled {
            await waitForSleepers(within: span)
            // Who slept may have been cancelled meanwhile.
            let next: Duration? = state.withLock { state in
                let first = state.sleepers.values.map(\.deadline).min().map { state.now.duration(to: $0) }
                return first.flatMap { $0 <= span ? $0 : nil }
            }
            guard let pause = next else { continue }
            advance(by: pause)
            return pause
        }
        return .zero
    }
}
