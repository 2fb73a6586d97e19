internal import NIOCore

/// A connection to an engine. It carries one request at a time.
struct Connection: Sendable {
    let channel: any Channel

    /// Why what carries the connection, a program or TLS, ended it; `nil` where it did not fail, or there is none.
    var carrierFailure: @Sendable () async -> EngineError? = { nil }

    /// Makes a new channel one that carries requests.
    static let prepare: @Sendable (any Channel) -> EventLoopFuture<Void> = { channel in
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(ConnectionHandler())
        }
    }

    /// Whether the engine has not closed it.
    var isOpen: Bool { channel.isActive }

    /// Sends a request; whatever is sent after this comes after it on the connection.
    func begin(
        _ request: ByteBuffer,
        delivery: Exchange.Delivery,
        timeLimit: Duration?,
        summary: String
    ) -> PendingAnswer {
        let promise = channel.eventLoop.makePromise(of: Answer.self)
        let exchange = Exchange(
            bytes: request,
            delivery: delivery,
            timeLimit: timeLimit,
            summary: summary,
            answer: promise
        )
        // Of a connection that has just ended the handler is gone, and with it who would answer: the write itself fails then.
        channel.writeAndFlush(ConnectionCommand.begin(exchange)).whenFailure { _ in
            promise.fail(EngineError.connectionClosed(request: summary))
        }
        return PendingAnswer(connection: self, answer: promise.futureResult)
    }

    /// The answer to a request that has been sent.
    struct PendingAnswer: Sendable {
        let connection: Connection
        let answer: EventLoopFuture<Answer>

        /// Waits for the answer. Where the connection ends first, and what carried it failed, that counts.
        ///
        /// - Throws: ``EngineError``, `CancellationError`.
        /// - Cancellation: the connection closes.
        func value() async throws -> Answer {
            do {
                let value = try await connection.closingOnCancellation { try await answer.get() }
                // What the engine still says to somebody who has gone is no answer to the request.
                try Task.checkCancellation()
                return value
            } catch let error as EngineError {
                if case .connectionClosed = error, let failure = await connection.carrierFailure() { throw failure }
                throw error
            }
        }
    }

    /// Sends raw bytes; returns when the operating system has taken them.
    ///
    /// - Throws: ``EngineError/connectionClosed(request:)``, `CancellationError`.
    /// - Cancellation: the connection closes.
    func send(_ buffer: ByteBuffer, summary: String) async throws {
        do {
            try await closingOnCancellation {
                try await channel.writeAndFlush(ConnectionCommand.bytes(buffer)).get()
            }
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw EngineError.connectionClosed(request: summary)
        }
    }

    /// Sends one piece of a body; an empty piece is passed over.
    func sendChunk(_ bytes: [UInt8], summary: String) async throws {
        guard !bytes.isEmpty else { return }
        var buffer = channel.allocator.buffer(capacity: bytes.count + 16)
        buffer.writeString(String(bytes.count, radix: 16))
        buffer.writeStaticString("\r\n")
        buffer.writeBytes(bytes)
        buffer.writeStaticString("\r\n")
        try await send(buffer, summary: summary)
    }

    /// Ends a body that was sent piece by piece.
    func endChunks(summary: String) async throws {
        try await send(ByteBuffer(string: "0\r\n\r\n"), summary: summary)
    }

    /// Says that nothing more will be sent; the engine can still send.
    func endOutput() async throws {
        try await closingOnCancellation {
            do {
                try await channel.close(mode: .output).get()
            } catch ChannelError.alreadyClosed, ChannelError.outputClosed, ChannelError.ioOnClosedChannel {
                return
            }
        }
    }

    /// Closes the connection.
    func close() { channel.close(promise: nil) }

    fileprivate func closingOnCancellation<Value: Sendable>(
        _ operation: @Sendable () async throws -> Value
    ) async throws -> Value {
        do {
            return try await withTaskCancellationHandler(operation: operation) { channel.close(promise: nil) }
        } catch {
            if Task.isCancelled { throw CancellationError() }
            throw error
        }
    }
}
