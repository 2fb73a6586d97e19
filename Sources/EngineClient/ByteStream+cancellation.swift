internal import NIOCore

extension ByteStream.AsyncIterator {
    /// Waits for the next piece; `nil` when there will be none.
    ///
    /// A cancelled reader hears of the cancellation, and not of what it did to the connection: that a connection closes may
    /// be noticed before the reader waits.
    ///
    /// - Throws: ``EngineError``, `CancellationError`.
    mutating func nextPiece() async throws -> ByteBuffer? {
        do {
            if let piece = try await next() { return piece }
        } catch {
            try Task.checkCancellation()
            throw error
        }
        try Task.checkCancellation()
        return nil
    }
}
