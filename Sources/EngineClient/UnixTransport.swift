internal import NIOCore
internal import NIOPosix

/// Connects to a unix socket of this host.
struct UnixTransport: Transport {
    let endpoint: EngineEndpoint
    let path: String

    func open(on group: any EventLoopGroup, timeLimit: Duration) async throws -> Connection {
        let channel = try await ClientBootstrap(group: group)
            .connectTimeout(TimeAmount(timeLimit))
            .channelInitializer(Connection.prepare)
            .connect(unixDomainSocketPath: path)
            .connected(to: endpoint)
        return Connection(channel: channel)
    }
}
