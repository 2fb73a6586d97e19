internal import NIOCore
internal import Synchronization

extension ExecStream {
    /// Closes the connection: whoever reads or writes gets ``EngineError/connectionClosed(request:)`` or the end. May be
    /// called from any task.
    package func close() { connection.close() }

    /// Runs a closure that may read and write for no longer than a limit; then the connection closes.
    ///
    /// - Throws: ``EngineError/timedOut(request:limit:)`` when the limit ended the closure, else what the closure throws.
    nonisolated(nonsending) package func within<Value>(
        _ limit: Duration,
        _ body: () async throws -> Value
    ) async throws -> Value {
        let expiry = Expiry()
        let channel = connection.channel
        let timer = channel.eventLoop.scheduleTask(in: TimeAmount(limit)) {
            expiry.isOver.store(true, ordering: .releasing)
            channel.close(promise: nil)
        }
        defer { timer.cancel() }
        do {
            return try await body()
        } catch {
            guard expiry.isOver.load(ordering: .acquiring), !Task.isCancelled else { throw error }
            throw EngineError.timedOut(request: summary, limit: limit)
        }
    }

    private final class Expiry: Sendable {
        let isOver = Atomic(false)
    }
}
