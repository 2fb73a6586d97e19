import NIOCore
import NIOPosix

/// One connection of a client, from its first request on.
struct ProxiedConnection: Sendable {
    let client: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    let resolver: ReverseProxy.Resolver

    private typealias Input = NIOAsyncChannelInboundStream<ByteBuffer>
    private typealias Output = NIOAsyncChannelOutboundWriter<ByteBuffer>

    /// Serves to the connection's end.
    func serve() async {
        do {
            try await client.executeThenClose { inbound, outbound in
                try await serve(inbound, outbound)
            }
        } catch {
            // That one of the two sides goes away is no failure of anybody.
            return
        }
    }

    private func serve(_ inbound: Input, _ outbound: Output) async throws {
        var pieces = inbound.makeAsyncIterator()
        var bytes: [UInt8] = []
        while true {
            switch RequestHead.read(bytes) {
            case .incomplete:
                guard let piece = try await pieces.next() else { return }
                bytes += Array(piece.readableBytesView)
            case .malformed:
                let page = ProxyPage(status: 400, title: "this is no request of HTTP/1.1")
                return try await answer(page, on: outbound)
            case .complete(let head):
                switch await resolver(head) {
                case .page(let page): return try await answer(page, on: outbound)
                case .backend(let host, let port):
                    guard let backend = await connection(to: host, port) else {
                        let title = "nothing answers at port \(port), where '\(head.host)' is published"
                        let page = ProxyPage(status: 502, title: title)
                        return try await answer(page, on: outbound)
                    }
                    return try await exchange(bytes, &pieces, outbound, with: backend)
                }
            }
        }
    }

    /// A connection to a program; `nil` where nobody listens.
    private func connection(to host: String, _ port: Int) async -> NIOAsyncChannel<ByteBuffer, ByteBuffer>? {
        try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true)
                    )
                }
            }
    }

    /// Hands bytes on in both directions until both have ended.
    ///
    /// - Parameter bytes: those that have come from the client already.
    private func exchange(
        _ bytes: [UInt8],
        _ pieces: inout Input.AsyncIterator,
        _ outbound: Output,
        with backend: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    ) async throws {
        try await backend.executeThenClose { answers, requests in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    do {
                        for try await piece in answers { try await outbound.write(piece) }
                    } catch {
                        // A program that breaks off has ended, too.
                    }
                    try? await end(outbound)
                    // Whoever has answered to the end reads no more.
                    client.channel.close(mode: .input, promise: nil)
                }
                try await requests.write(ByteBuffer(bytes: bytes))
                while let piece = try await pieces.next() { try await requests.write(piece) }
                requests.finish()
                try await group.waitForAll()
            }
        }
    }

    private func answer(_ page: ProxyPage, on outbound: Output) async throws {
        try await outbound.write(ByteBuffer(bytes: page.response))
        try await end(outbound)
    }

    private func end(_ outbound: Output) async throws {
        // What is written to a channel that is closed the next moment would be lost.
        try await client.channel.writeAndFlush(ByteBuffer()).get()
        outbound.finish()
    }
}
