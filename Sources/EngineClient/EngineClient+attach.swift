package import EngineAPI

extension EngineClient {
    /// How one is connected to a container's main process.
    package struct AttachOptions: Hashable, Sendable {
        /// Whether standard input is connected.
        package var stdin: Bool
        /// Whether the container has a terminal: its output is then one stream without frames.
        package var isTerminal: Bool
        /// The keys at which the engine disconnects, such as `ctrl-p,ctrl-q`; empty leaves them to the engine.
        package var detachKeys: String

        /// Creates options.
        package init(stdin: Bool, isTerminal: Bool, detachKeys: String = "") {
            self.stdin = stdin
            self.isTerminal = isTerminal
            self.detachKeys = detachKeys
        }
    }

    /// Connects to a container's main process as long as `body` runs: nothing that it writes from then on is missed, also
    /// when it is started only then.
    ///
    /// - Returns: what `body` returns.
    /// - Throws: ``EngineError/notFound(_:message:)``, ``EngineError/conflict(_:message:)`` where it is paused, and what
    ///   `body` throws.
    /// - Cancellation: the connection closes; the process goes on.
    /// - Source: `POST /containers/{id}/attach`.
    nonisolated(nonsending) package func withAttachment<Value>(
        to container: ContainerID,
        _ options: AttachOptions,
        body: (ProcessStream) async throws -> Value
    ) async throws -> Value {
        var request = Self.request(.post, container, "attach")
        request.add("stream", if: true)
        request.add("stdin", if: options.stdin)
        request.add("stdout", if: true)
        request.add("stderr", if: true)
        if !options.detachKeys.isEmpty { request.add("detachKeys", options.detachKeys) }
        let (connection, bytes) = try await upgrade(request)
        defer { connection.close() }
        let frames = OutputFrames(bytes: bytes, isTerminal: options.isTerminal, summary: request.summary)
        return try await body(ProcessStream(output: frames, connection: connection, summary: request.summary))
    }

    /// Tells the terminal of a container's main process its size, in characters.
    package func resizeContainer(_ container: ContainerID, rows: Int, columns: Int) async throws {
        var request = Self.request(.post, container, "resize")
        request.add("h", String(rows))
        request.add("w", String(columns))
        _ = try await call(request)
    }
}
