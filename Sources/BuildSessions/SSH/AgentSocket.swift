internal import NIOCore
internal import NIOPosix
internal import SystemPackage

/// A conversation with an SSH agent at a unix socket.
struct AgentSocket: Sendable {
    let path: String

    /// Connects, and lets `body` ask the agent: each call of what it gets sends a message and gives the answer.
    ///
    /// - Throws: ``AgentFailure``, what `body` throws.
    func converse(_ body: (_ ask: ([UInt8]) async throws -> [UInt8]) async throws -> Void) async throws {
        let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
        do {
            channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(unixDomainSocketPath: path) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                    }
                }
        } catch let error as IOError {
            throw AgentFailure.unreachable(path: path, reason: "\(Errno(rawValue: error.errnoCode))".lowercased())
        }
        try await channel.executeThenClose { inbound, outbound in
            var answers = AgentMessages()
            var bytes = inbound.makeAsyncIterator()
            try await body { message in
                try await outbound.write(ByteBuffer(bytes: message))
                while true {
                    if let answer = try answers.next() { return answer }
                    guard let buffer = try await bytes.next() else { throw AgentFailure.ended }
                    answers.append(Array(buffer.readableBytesView))
                }
            }
        }
    }
}
