import HTTPProxy
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// Connections that are handed on, over real sockets.
@Suite(.timeLimit(.minutes(5))) struct ReverseProxyTests {
    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// The port at which a proxy listens, once it does.
    private final class Listening: Sendable {
        private let port = Atomic(0)

        func note(_ number: Int) { port.store(number, ordering: .relaxed) }

        func number() async throws -> Int {
            while port.load(ordering: .relaxed) == 0 { try await Task.sleep(for: .milliseconds(5)) }
            return port.load(ordering: .relaxed)
        }
    }

    /// Runs `body` with the port of a proxy.
    private func withProxy(
        _ resolver: @escaping ReverseProxy.Resolver,
        _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        let listening = Listening()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await ReverseProxy(resolver: resolver).run(at: 0) { listening.note($0) } }
            defer { group.cancelAll() }
            try await body(try await listening.number())
        }
    }

    private func connection(to port: Int) async throws -> Connection {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Connection(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true)
                    )
                }
            }
    }

    /// All that is answered to a text.
    private func answer(to text: String, at port: Int) async throws -> String {
        try await connection(to: port).executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var answer = ""
            for try await piece in inbound { answer += String(buffer: piece) }
            return answer
        }
    }

    @Test func anUnknownNameIsAnsweredWithAPage() async throws {
        try await withProxy({ .page(ProxyPage(status: 404, title: "no \($0.host)")) }) { port in
            let answer = try await answer(to: "GET / HTTP/1.1\r\nHost: x.localhost:1\r\n\r\n", at: port)
            #expect(answer.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
            #expect(answer.contains("no x.localhost"))
        }
    }

    @Test func whereNobodyListensThatIsSaid() async throws {
        try await withProxy({ _ in .backend(host: "127.0.0.1", port: 1) }) { port in
            let answer = try await answer(to: "GET / HTTP/1.1\r\nHost: x.localhost\r\n\r\n", at: port)
            #expect(answer.contains("nothing answers at port 1, where 'x.localhost' is published"))
        }
    }

    @Test func aProxyBehindAProxyGetsTheSameBytes() async throws {
        try await withProxy({ .page(ProxyPage(status: 200, title: "inner \($0.host)")) }) { inner in
            try await withProxy({ _ in .backend(host: "127.0.0.1", port: inner) }) { outer in
                let answer = try await answer(to: "GET / HTTP/1.1\r\nHost: x.localhost\r\n\r\n", at: outer)
                #expect(answer.contains("<p>inner x.localhost</p>"))
            }
        }
    }

    @Test func aPortIsTakenOnce() async throws {
        try await withProxy({ _ in .page(ProxyPage(status: 404, title: "")) }) { port in
            await #expect(throws: ListeningFailure.portTaken) {
                try await ReverseProxy { _ in .page(ProxyPage(status: 404, title: "")) }.run(at: port)
            }
        }
    }
}
