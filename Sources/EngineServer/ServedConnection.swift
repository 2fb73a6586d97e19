internal import NIOCore

/// One connection of a client: a request, its answer, the next request.
struct ServedConnection: Sendable {
    let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    let router: EngineRouter

    private typealias Output = NIOAsyncChannelOutboundWriter<ByteBuffer>

    /// How many pieces of a process's input may wait to be read.
    private static let inputLimit = 1_024

    /// Serves to the connection's end. A call is cancelled when its client goes away.
    func serve() async {
        let (closed, close) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        channel.channel.closeFuture.whenComplete { _ in close.finish() }
        do {
            try await channel.executeThenClose { inbound, outbound in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { for await _ in closed {} }
                    group.addTask { try await answer(inbound, outbound) }
                    defer { group.cancelAll() }
                    try await group.next()
                }
            }
        } catch {
            // A client that goes away, or a server that ends, is no failure of anybody.
            return
        }
    }

    /// Answers one request after the other.
    private func answer(_ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, _ outbound: Output) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            try await answer(inbound, outbound, in: &group)
        }
    }

    private func answer(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ outbound: Output,
        in group: inout ThrowingTaskGroup<Void, any Error>
    ) async throws {
        let (input, source) = BackendStream<[UInt8]>.makeStream(bufferingPolicy: .bufferingOldest(Self.inputLimit))
        var parser = RequestParser()
        var isTakenOver = false
        for try await buffer in inbound {
            let parts: [RequestParser.Part]
            do {
                parts = try parser.consume(Array(buffer.readableBytesView))
            } catch let flaw {
                var response = ServerResponse(BackendError.invalidParameter(flaw.reason))
                response.status = flaw.status
                try await write(response, to: outbound, closes: true)
                return
            }
            for part in parts {
                switch part {
                case .raw(let bytes): source.yield(bytes)
                case .request(let request):
                    // Answers come in the order of the requests.
                    try await group.next()
                    isTakenOver = request.takesConnectionOver
                    let router = router
                    group.addTask {
                        let response = await router.answer(request, input: input)
                        try await write(response, to: outbound)
                    }
                }
            }
        }
        source.finish()
        if isTakenOver { try await group.waitForAll() }
        group.cancelAll()
    }

    private func write(_ response: ServerResponse, to outbound: Output, closes: Bool = false) async throws {
        let head = ByteBuffer(string: response.head(closes: closes))
        switch response.body {
        case .bytes(let bytes):
            var whole = head
            whole.writeBytes(bytes)
            try await outbound.write(whole)
        case .stream(let produce):
            try await outbound.write(head)
            try await produce { piece in
                if !piece.isEmpty { try await outbound.write(ByteBuffer(bytes: ServerResponse.chunk(piece))) }
            }
            try await outbound.write(ByteBuffer(string: "0\r\n\r\n"))
        case .raw(let produce):
            try await outbound.write(head)
            try await produce { piece in try await outbound.write(ByteBuffer(bytes: piece)) }
            // What is written to a channel that is closed the next moment would be lost.
            try await channel.channel.writeAndFlush(ByteBuffer()).get()
            outbound.finish()
        }
    }
}
