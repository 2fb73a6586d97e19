import CLibrary
import NIOCore
import NIOPosix

/// Lets HTTP/1.1 clients of this host in at one port, and connects each with the program that its first request is for.
///
/// Bytes are handed on as they come, in both directions, so that streams, WebSockets and whatever else an upgrade leads
/// to work.
/// A connection stays with the program that its first request was for: clients keep one for each host anyway.
package struct ReverseProxy: Sendable {
    /// Says where a request goes.
    package typealias Resolver = @Sendable (RequestHead) async -> ProxyRoute

    private let resolver: Resolver

    /// Creates a proxy; nothing listens before ``run(at:onListening:)``.
    package init(resolver: @escaping Resolver) { self.resolver = resolver }

    /// Serves until the task is cancelled; then connections are closed.
    ///
    /// - Parameters:
    ///   - port: on the loopback interface; 0 is one that the operating system chooses.
    ///   - onListening: is called once with the port, when connections are accepted.
    /// - Throws: ``ListeningFailure``, `CancellationError`.
    package func run(at port: Int, onListening: @Sendable (Int) -> Void = { _ in }) async throws {
        let waiting = WaitingClients()
        let listener: NIOAsyncChannel<WaitingClients.Connection, Never>
        do {
            listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .bind(host: "127.0.0.1", port: port) { channel in
                    channel.eventLoop.makeCompletedFuture { try waiting.add(channel) }
                }
        } catch let error as IOError {
            throw error.errnoCode == EADDRINUSE
                ? ListeningFailure.portTaken : .refused(String(cString: strerror(error.errnoCode)).lowercased())
        }
        do {
            try await listener.executeThenClose { connections in
                onListening(listener.channel.localAddress?.port ?? port)
                try await withThrowingDiscardingTaskGroup { group in
                    for try await connection in connections {
                        waiting.take(connection)
                        group.addTask { await ProxiedConnection(client: connection, resolver: resolver).serve() }
                    }
                    group.cancelAll()
                }
            }
        } catch {
            await waiting.close()
            throw error
        }
        await waiting.close()
    }
}
