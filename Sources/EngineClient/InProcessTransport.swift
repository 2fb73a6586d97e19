internal import NIOCore
internal import NIOPosix

/// Connects to an engine of this process.
struct InProcessTransport: Transport {
    let endpoint: EngineEndpoint
    let engine: InProcessEngine

    func open(on group: any EventLoopGroup, timeLimit: Duration) async throws -> Connection {
        guard let pair = SocketPair() else {
            throw EngineError.unreachable(endpoint, .system(reason: SocketPair.failure))
        }
        engine.serve(pair.far)
        let channel = try await ClientBootstrap(group: group)
            .channelInitializer(Connection.prepare)
            .withConnectedSocket(pair.near)
            .connected(to: endpoint)
        return Connection(channel: channel)
    }
}
