internal import NIOCore

/// The standard streams of a process in a container, connected to the caller.
///
/// - Ownership: valid within the closure that got it. One task may write while another one reads.
package struct ProcessStream: Sendable {
    /// What the process writes; one iteration only. When the iteration ends, the connection closes.
    package let output: OutputFrames

    let connection: Connection
    let summary: String

    /// Writes to the process's standard input; returns when the operating system has taken all of it, so that a
    /// process that does not read holds up its writer.
    ///
    /// - Throws: ``EngineError/connectionClosed(request:)``, also when the process has ended.
    /// - Cancellation: the connection closes.
    package func write(_ bytes: [UInt8]) async throws {
        try await connection.send(ByteBuffer(bytes: bytes), summary: summary)
    }

    /// Ends the process's standard input; its output goes on.
    package func endInput() async throws {
        do {
            try await connection.endOutput()
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw EngineError.connectionClosed(request: summary)
        }
    }

    /// Closes the connection: whoever reads or writes gets ``EngineError/connectionClosed(request:)`` or the end. May be
    /// called from any task.
    package func close() { connection.close() }
}
