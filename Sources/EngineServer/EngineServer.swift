internal import NIOCore
internal import NIOPosix

/// Serves the Docker Engine API on a unix socket, with a backend that does the work.
///
/// Routes, bodies and streams are handled here; what the calls mean is the backend's business.
package struct EngineServer: Sendable {
    private let router: EngineRouter

    /// Creates a server; nothing listens before ``run(at:onListening:)``.
    package init(backend: any EngineBackend) {
        router = EngineRouter(backend: backend)
    }

    /// Serves until the task is cancelled; then connections are closed, and calls under way are cancelled.
    ///
    /// - Parameters:
    ///   - socketPath: where to listen; a socket that nobody listens at any more is replaced.
    ///   - onListening: is called once, when connections are accepted.
    /// - Throws: `IOError` where the socket cannot be made, `CancellationError`.
    package func run(at socketPath: String, onListening: @Sendable () -> Void = {}) async throws {
        let accepted = AcceptedConnections()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .bind(unixDomainSocketPath: socketPath, cleanupExistingSocketFile: true) { channel in
                channel.eventLoop.makeCompletedFuture { try accepted.add(channel) }
            }
        do {
            try await listener.executeThenClose { connections in
                onListening()
                try await withThrowingDiscardingTaskGroup { group in
                    for try await connection in connections {
                        accepted.take(connection)
                        group.addTask { await ServedConnection(channel: connection, router: router).serve() }
                    }
                    group.cancelAll()
                }
            }
        } catch {
            await accepted.close()
            throw error
        }
        await accepted.close()
    }
}
