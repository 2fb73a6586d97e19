import Convergence

/// What ended a piece of work that the user may interrupt.
package enum Interruptible<Value: Sendable>: Sendable {
    /// It ended by itself.
    case finished(Value)
    /// The user asked for its end; its tasks were cancelled and have ended.
    case interrupted(by: Interrupts.Wish)
}

/// The user's wishes to stop, one after the other: signals at a terminal, a closed page, what a test says.
package struct Interrupts: Sendable {
    /// What the user wishes.
    package enum Wish: Sendable, Hashable {
        /// That it stops, with all that it started for as long as it runs.
        case stop
        /// That it ends, and leaves running what runs.
        case leave
    }

    private let next: @Sendable () async -> Wish?

    /// Creates a source.
    ///
    /// - Parameter next: returns `true` with the next wish, `false` when there is none any more or the task is cancelled.
    ///   Many may wait at once; each wish is for one of them.
    package init(next: @escaping @Sendable () async -> Bool) {
        self.next = { await next() ? .stop : nil }
    }

    /// Creates a source of different wishes.
    ///
    /// - Parameter next: returns the next wish, `nil` when there is none any more or the task is cancelled. Many may wait at
    ///   once; each wish is for one of them.
    package init(wishes next: @escaping @Sendable () async -> Wish?) {
        self.next = next
    }

    /// Waits for the next wish, for those who do themselves what it takes.
    ///
    /// - Returns: `nil` when there is none any more or the task is cancelled.
    package func take() async -> Wish? { await next() }

    /// Nobody ever asks to stop.
    package static let none = Interrupts { false }

    /// Runs `work` until it ends or the user asks to stop.
    ///
    /// Then plans that are under way are asked to come to an end (`Interruption`); then, or with one more
    /// wish, the work's tasks are cancelled. Returns when they have ended.
    package func race<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Interruptible<Value> {
        let interruption = Interruption()
        return try await withThrowingTaskGroup(of: Interruptible<Value>?.self) { group in
            group.addTask {
                try await Interruption.$current.withValue(interruption) { .finished(try await work()) }
            }
            group.addTask {
                await next().map { .interrupted(by: $0) }
            }
            var result = try await group.next() ?? nil
            if result == nil { result = try await group.next() ?? nil }
            if case .interrupted? = result {
                interruption.request()
                group.addTask {
                    await interruption.waitUntilIdle()
                    return nil
                }
                group.addTask {
                    _ = await next()
                    return nil
                }
                _ = try? await group.next()
            }
            group.cancelAll()
            if case .interrupted? = result {
                // What the cancelled work throws on its way out is no news.
                while !group.isEmpty { _ = try? await group.next() }
            }
            return result ?? .interrupted(by: .stop)
        }
    }

    /// Runs `work` until it ends by itself. The first wish to stop asks it to come to its end, the second one cancels it.
    ///
    /// - Parameters:
    ///   - ask: lets the work end early, with what it has until then.
    /// - Returns: what the work came to, and whether it was asked to end.
    /// - Throws: what `work` throws, `CancellationError` with the second wish.
    package func awaitEnd<Value: Sendable>(
        of work: @escaping @Sendable () async throws -> Value,
        asking ask: @escaping @Sendable () async -> Void
    ) async throws -> (value: Value, wasAsked: Bool) {
        try await withThrowingTaskGroup(of: AskedWork<Value>.self) { group in
            group.addTask { .ended(try await work()) }
            group.addTask {
                guard await next() != nil else { return .nobodyAsks }
                await ask()
                return .asked
            }
            defer { group.cancelAll() }
            var wasAsked = false
            while let event = try await group.next() {
                switch event {
                case .ended(let value): return (value, wasAsked)
                case .nobodyAsks: break
                case .asked:
                    wasAsked = true
                    group.addTask {
                        guard await next() != nil else { return .nobodyAsks }
                        throw CancellationError()
                    }
                }
            }
            throw CancellationError()
        }
    }
}

/// What happens while work may be asked to end.
private enum AskedWork<Value: Sendable>: Sendable {
    case ended(Value)
    case asked
    case nobodyAsks
}
