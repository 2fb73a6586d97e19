extension CallConnection {
    /// Makes a call.
    ///
    /// - Parameters:
    ///   - path: such as `/moby.buildkit.v1.Control/Solve`.
    ///   - metadata: what stands beside it.
    ///   - body: sends and reads its messages; when it returns, the call is given up unless it is over.
    nonisolated(nonsending) package func call<Value: Sendable>(
        _ path: String,
        metadata: [HeaderField] = [],
        _ body: (OutgoingCall) async throws -> Value
    ) async throws -> Value {
        let head =
            [
                HeaderField(":method", "POST"), HeaderField(":scheme", "http"), HeaderField(":path", path),
                HeaderField(":authority", "localhost"), HeaderField("content-type", "application/grpc"),
                HeaderField("te", "trailers"),
            ] + metadata
        let number = change { state in
            let number = state.http.open(head)
            state.calls[number] = Call(head: [], hasAnswered: true)
            if state.isClosed { state.calls[number]?.failure = .connectionClosed }
            return number
        }
        defer {
            change { state in
                state.http.reset(number)
                state.calls[number] = nil
            }
        }
        return try await body(OutgoingCall(stream: CallStream(connection: self, number: number)))
    }

    /// Makes a call with one message that is answered by one.
    ///
    /// - Throws: ``CallStatus``, `CancellationError`.
    package func call(_ path: String, metadata: [HeaderField] = [], _ message: [UInt8]) async throws -> [UInt8] {
        try await call(path, metadata: metadata) { call in
            try await call.send(message)
            call.endSending()
            guard let answer = try await call.next() else { throw CallStatus(.internalError, "no answer") }
            guard try await call.next() == nil else { throw CallStatus(.internalError, "several answers") }
            return answer
        }
    }
}

/// A call of this side.
package struct OutgoingCall: Sendable {
    let stream: CallStream

    /// Sends a message; waits while too much is on its way already.
    ///
    /// - Throws: ``CallStatus``, `CancellationError`.
    package func send(_ message: [UInt8]) async throws { try await stream.send(message) }

    /// Says that no further message is sent.
    package func endSending() {
        stream.connection.change { $0.http.finish(stream.number) }
    }

    /// Waits for the next message; `nil` when the call has ended well.
    ///
    /// - Throws: ``CallStatus``, also for a call that ended otherwise, `CancellationError`.
    package func next() async throws -> [UInt8]? {
        if let message = try await stream.next() { return message }
        let trailers = stream.connection.read { $0.calls[stream.number]?.trailers ?? [] }
        if let status = CallStatus(trailers: trailers) { throw status }
        return nil
    }
}
