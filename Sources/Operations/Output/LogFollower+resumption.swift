import Convergence
import EngineClient

extension LogFollower {
    /// How often the engine is looked for while it is away.
    private static let interval = Duration.milliseconds(500)

    /// Follows what is written from now on as long as `body` runs, also when the engine goes away and comes back in between:
    /// then each container's output goes on behind the last line that was shown.
    ///
    /// Says nothing of the loss: that is for others to tell.
    ///
    /// - Throws: what `body` throws; `EngineError` when the engine cannot be listened to before `body` begins, or refuses
    ///   something later; `CancellationError`.
    func followAcrossLosses<Value: Sendable>(
        while body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let (isListening, hasEnded) = (FailureSignal(), FailureSignal())
        return try await withThrowingTaskGroup(of: Result<Value, any Error>?.self) { group in
            group.addTask {
                defer { hasEnded.fire() }
                await isListening.wait()
                do {
                    try Task.checkCancellation()
                    return .success(try await body())
                } catch {
                    // What containers wrote last may be what explains it: that is shown first.
                    return .failure(error)
                }
            }
            group.addTask {
                try await show(until: hasEnded, isListening)
                return nil
            }
            var result: Result<Value, any Error>?
            while let next = try await group.next() { result = next ?? result }
            guard let result else { throw CancellationError() }
            return try result.get()
        }
    }

    /// - Parameter isListening: is told when whatever starts from then on is heard of.
    private func show(until hasEnded: FailureSignal, _ isListening: FailureSignal) async throws {
        var follower = resumable()
        while !hasEnded.hasFired {
            do {
                return try await follower.follow(from: .tail(0)) {
                    isListening.fire()
                    await hasEnded.wait()
                }
            } catch let error as EngineError where error.isLossOfEngine && isListening.hasFired {
                try Task.checkCancellation()
                await untilTheEngineAnswers(or: hasEnded)
                follower = follower.resumed()
            }
        }
    }

    private func untilTheEngineAnswers(or hasEnded: FailureSignal) async {
        while !hasEnded.hasFired, !Task.isCancelled {
            do {
                try await hasEnded.race {
                    try await session.clock.sleep(for: Self.interval)
                    _ = try await session.client.ping()
                }
                return
            } catch {
                // It is away, or the waiting is over.
                continue
            }
        }
    }
}
