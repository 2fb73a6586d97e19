/// One call: messages in both directions.
///
/// - Ownership: one task may read while another one writes.
package struct CallStream: Sendable {
    let connection: CallConnection
    let number: UInt32

    /// What the other side began with: of a call of the other side, its path and what stands beside it.
    package var head: [HeaderField] {
        connection.read { $0.calls[number]?.head ?? [] }
    }

    /// Waits for the next message; `nil` when there will be none.
    ///
    /// - Throws: ``CallStatus`` for a call that is over before its end, `CancellationError`.
    package func next() async throws -> [UInt8]? {
        try await connection.next { try $0.nextMessage(of: number) }
    }

    /// Sends a message; waits while too much is on its way already.
    ///
    /// - Throws: ``CallStatus`` for a call that is over, `CancellationError`.
    package func send(_ message: [UInt8]) async throws {
        let bytes = MessageDecoder.encode(message)
        _ = try await connection.next { state -> Bool? in
            guard let call = state.calls[number] else { throw CallStatus.connectionClosed }
            if let failure = call.failure { throw failure }
            guard state.http.waiting(on: number) < CallConnection.writeLimit else { return nil }
            state.answer(number)
            state.http.send(bytes, on: number)
            return true
        }
    }
}
