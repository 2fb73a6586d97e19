internal import NIOCore

/// Bytes that come from an engine, piece by piece. One iteration only.
package struct ByteChunks: AsyncSequence, Sendable {
    let bytes: ByteStream

    /// Starts the iteration.
    package func makeAsyncIterator() -> Iterator { Iterator(bytes: bytes.makeAsyncIterator()) }

    /// The iteration.
    package struct Iterator: AsyncIteratorProtocol {
        var bytes: ByteStream.AsyncIterator

        /// Waits for the next piece, which is never empty; `nil` when there will be none.
        ///
        /// - Throws: ``EngineError``, `CancellationError`.
        package mutating func next() async throws -> [UInt8]? {
            try await bytes.nextPiece().map { Array($0.readableBytesView) }
        }
    }
}
