internal import EngineAPI
internal import NIOCore

extension EngineClient {
    /// Opens a session for builds as long as `body` runs: a connection over which the engine calls this program, by gRPC.
    ///
    /// - Parameters:
    ///   - identifier: what builds call the session; no other session of the engine may have it.
    ///   - sharedKey: what the engine keeps copies of local directories under.
    ///   - methods: the paths of the methods that it may call.
    /// - Throws: ``EngineError/notFound(_:message:)`` where the engine has no sessions, and what `body` throws.
    /// - Ownership: the connection closes when `body` ends.
    /// - Source: `POST /session`.
    nonisolated(nonsending) package func withSession<Value>(
        _ identifier: String,
        sharedKey: String,
        methods: [String],
        body: (SessionConnection) async throws -> Value
    ) async throws -> Value {
        var request = EngineRequest(.post, "/session", about: .engine)
        request.headers = [
            ("X-Docker-Expose-Session-Uuid", identifier), ("X-Docker-Expose-Session-Name", "engarde"),
            ("X-Docker-Expose-Session-Sharedkey", sharedKey),
        ]
        request.headers += methods.map { ("X-Docker-Expose-Session-Grpc-Method", $0) }
        let (connection, bytes) = try await upgrade(request, to: "h2c")
        defer { connection.close() }
        return try await body(
            SessionConnection(
                input: ByteChunks(bytes: bytes),
                connection: connection,
                summary: request.summary
            )
        )
    }
}

/// The connection of a session.
///
/// - Ownership: valid within the closure that got it. One task may send while another one reads.
package struct SessionConnection: Sendable {
    /// What the engine sends; one iteration only. When the iteration ends, the connection closes.
    package let input: ByteChunks

    let connection: Connection
    let summary: String

    /// Sends bytes; returns when the operating system has taken them.
    ///
    /// - Throws: ``EngineError/connectionClosed(request:)``, `CancellationError`.
    package func send(_ bytes: [UInt8]) async throws {
        try await connection.send(ByteBuffer(bytes: bytes), summary: summary)
    }
}
