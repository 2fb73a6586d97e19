internal import NIOCore

/// The caller's own stream failed, not the engine.
private struct UploadFailure: Error {
    var cause: any Error
}

extension EngineClient {
    /// Makes a call with a streamed body whose answer comes in one piece.
    ///
    /// - Throws: also what `body` throws.
    func call<Upload: AsyncSequence & Sendable>(
        _ request: EngineRequest,
        sending body: Upload
    ) async throws -> (head: ResponseHead, body: [UInt8]) where Upload.Element == [UInt8] {
        try await withUpload(of: body, request: request, delivery: .whole) { answer in
            try whole(try await answer.value(), request).result.get()
        }
    }

    /// Sends a request and its body, and runs `receive`, which reads the answer, beside the sending of the body.
    ///
    /// The engine may answer, and fail, before it has read the whole body: then the answer counts. When the body's own
    /// sequence fails, the connection closes and that failure counts.
    nonisolated(nonsending) func withUpload<Upload: AsyncSequence & Sendable, Value>(
        of body: Upload,
        request: EngineRequest,
        delivery: Exchange.Delivery,
        receive: (Connection.PendingAnswer) async throws -> Value
    ) async throws -> Value where Upload.Element == [UInt8] {
        let bytes = try await serialized(request)
        let connection = try await openConnection()
        let answer = begin(request, bytes, delivery, on: connection)
        let summary = request.summary
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await Self.upload(body, to: connection, summary: summary)
                } catch let failure as UploadFailure {
                    connection.close()
                    throw failure
                }
            }
            do {
                let value = try await receive(answer)
                connection.close()
                group.cancelAll()
                return value
            } catch {
                connection.close()
                group.cancelAll()
                do {
                    try await group.waitForAll()
                } catch let failure as UploadFailure where !(failure.cause is CancellationError) {
                    throw failure.cause
                } catch {
                    // The connection ended for both; the answer's reason is the better one.
                }
                throw error
            }
        }
    }

    private static func upload<Upload: AsyncSequence & Sendable>(
        _ body: Upload,
        to connection: Connection,
        summary: String
    ) async throws where Upload.Element == [UInt8] {
        var chunks = body.makeAsyncIterator()
        while true {
            let chunk: [UInt8]?
            do {
                chunk = try await chunks.next()
            } catch {
                throw UploadFailure(cause: error)
            }
            guard let chunk else { break }
            try await connection.sendChunk(chunk, summary: summary)
        }
        try await connection.endChunks(summary: summary)
    }
}
