internal import NIOCore
internal import NIOPosix

/// Connects to a port of a host, in clear text.
struct TCPTransport: Transport {
    let endpoint: EngineEndpoint
    let host: String
    let port: UInt16

    func open(on group: any EventLoopGroup, timeLimit: Duration) async throws -> Connection {
        let channel = try await Self.bootstrap(on: group, timeLimit: timeLimit)
            .channelInitializer(Connection.prepare)
            .connect(host: host, port: Int(port))
            .connected(to: endpoint)
        return Connection(channel: channel)
    }

    /// What connects to a port. The operating system asks in between whether the other side is still there: a stream may
    /// be silent for hours.
    static func bootstrap(on group: any EventLoopGroup, timeLimit: Duration) -> ClientBootstrap {
        ClientBootstrap(group: group)
            .connectTimeout(TimeAmount(timeLimit))
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
    }
}
