package import EngineAPI
internal import NIOCore

/// What processes in a container write, as it comes. One iteration only.
///
/// - Shape: standard output and standard error apart; with a terminal, everything is standard output.
/// - Ownership: the connection closes when the iteration ends, is cancelled, or the sequence is dropped. While nobody
///   reads, the connection is not read from, and in the end the process waits.
package struct OutputFrames: AsyncSequence, Sendable {
    let bytes: ByteStream
    /// Whether the container has a terminal: then there are no frames, only bytes.
    package let isTerminal: Bool
    let summary: String

    /// Starts the iteration.
    package func makeAsyncIterator() -> Iterator {
        Iterator(bytes: bytes.makeAsyncIterator(), isTerminal: isTerminal, summary: summary)
    }

    /// The iteration.
    package struct Iterator: AsyncIteratorProtocol {
        var bytes: ByteStream.AsyncIterator
        let isTerminal: Bool
        let summary: String
        var decoder = FrameDecoder()
        var waiting: ArraySlice<LogFrame> = []

        /// Waits for the next piece; `nil` when there will be none.
        ///
        /// - Throws: ``EngineError``, `CancellationError`.
        package mutating func next() async throws -> LogFrame? {
            while true {
                if let frame = waiting.popFirst() { return frame }
                guard let piece = try await bytes.nextPiece() else {
                    do {
                        try decoder.finish()
                    } catch {
                        throw EngineError.connectionClosed(request: summary)
                    }
                    return nil
                }
                if isTerminal { return LogFrame(stream: .stdout, bytes: Array(piece.readableBytesView)) }
                do {
                    waiting = try decoder.decode(piece.readableBytesView)[...]
                } catch {
                    let reason = "output that is not in frames"
                    throw EngineError.protocolViolation(request: summary, reason: reason)
                }
            }
        }
    }
}
