import Convergence
import Dispatch

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What ended a piece of work that the user may interrupt.
enum Interruptible<Value: Sendable>: Sendable {
    /// It ended by itself.
    case finished(Value)
    /// The user asked to stop; its tasks were cancelled and have ended.
    case interrupted
}

/// SIGINT, SIGTERM and SIGHUP one after the other, in place of their ending the process.
struct Interrupts: Sendable {
    private static let signals = [SIGINT, SIGTERM, SIGHUP]

    /// Runs `body` with a stream of the signals that arrive meanwhile.
    static func withInterrupts<Value: Sendable>(
        _ body: (Interrupts) async throws -> Value
    ) async rethrows -> Value {
        let queue = SignalQueue()
        let sources = signals.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { @Sendable in queue.put(number) }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            for number in signals { signal(number, SIG_DFL) }
        }
        return try await body(Interrupts(queue: queue))
    }

    private let queue: SignalQueue

    /// Returns with the next signal, or when the task is cancelled.
    func next() async -> Int32? { await queue.take() }

    /// Runs `work` until it ends or the next signal arrives.
    ///
    /// With the signal, plans that are under way are asked to come to an end (`Interruption`); then, or with one more
    /// signal, the work's tasks are cancelled. Returns when they have ended.
    func race<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Interruptible<Value> {
        let interruption = Interruption()
        return try await withThrowingTaskGroup(of: Interruptible<Value>?.self) { group in
            group.addTask {
                try await Interruption.$current.withValue(interruption) { .finished(try await work()) }
            }
            group.addTask {
                guard await next() != nil else { return nil }
                return .interrupted
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
            return result ?? .interrupted
        }
    }
}
