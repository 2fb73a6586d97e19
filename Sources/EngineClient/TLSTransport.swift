internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

/// Connects to a port of a host, secured with TLS.
struct TLSTransport: Transport {
    let endpoint: EngineEndpoint
    let host: String
    let port: UInt16
    private let context: Context

    init(endpoint: EngineEndpoint, host: String, port: UInt16, security: TransportSecurity) {
        self.endpoint = endpoint
        self.host = host
        self.port = port
        context = Context(security)
    }

    func open(on group: any EventLoopGroup, timeLimit: Duration) async throws -> Connection {
        let context = try context.value(for: endpoint)
        // A certificate for an address is checked against the address of the connection.
        let isAddress = (try? SocketAddress(ipAddress: host, port: Int(port))) != nil
        let (endpoint, name, record) = (endpoint, isAddress ? nil : host, HandshakeHandler.Record())
        let channel = try await TCPTransport.bootstrap(on: group, timeLimit: timeLimit)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: name))
                    try pipeline.addHandler(
                        HandshakeHandler(endpoint: endpoint, result: channel.eventLoop.makePromise(), record: record)
                    )
                    try pipeline.addHandler(ConnectionHandler())
                }
            }
            .connect(host: host, port: Int(port))
            .flatMap { Self.securing($0, endpoint: endpoint, timeLimit: timeLimit) }
            .connected(to: endpoint)
        return Connection(channel: channel) { record.failure }
    }

    /// Waits for the end of the handshake.
    private static func securing(
        _ channel: any Channel,
        endpoint: EngineEndpoint,
        timeLimit: Duration
    ) -> EventLoopFuture<any Channel> {
        let result = channel.pipeline.handler(type: HandshakeHandler.self).flatMap { $0.result.futureResult }
        let timer = channel.eventLoop.scheduleTask(in: TimeAmount(timeLimit)) {
            channel.pipeline.fireErrorCaught(EngineError.unreachable(endpoint, .timedOut))
        }
        return result.map {
            timer.cancel()
            return channel
        }
    }

    /// What the files say, read once.
    private final class Context: Sendable {
        private let security: TransportSecurity
        private let loaded = Mutex<NIOSSLContext?>(nil)

        init(_ security: TransportSecurity) { self.security = security }

        /// - Throws: ``EngineError/unreachable(_:_:)`` with the file that cannot be used.
        func value(for endpoint: EngineEndpoint) throws -> NIOSSLContext {
            try loaded.withLock { loaded in
                if let loaded { return loaded }
                let context = try load(for: endpoint)
                loaded = context
                return context
            }
        }

        private func load(for endpoint: EngineEndpoint) throws -> NIOSSLContext {
            func using<Value>(_ path: String, _ read: (String) throws -> Value) throws -> Value {
                do { return try read(path) } catch {
                    throw EngineError.unreachable(endpoint, .unusableFile(path: path))
                }
            }
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.certificateVerification = security.verifiesEngine ? .fullVerification : .none
            if let path = security.authorities {
                configuration.trustRoots = .certificates(try using(path, NIOSSLCertificate.fromPEMFile))
            }
            if let identity = security.identity {
                let chain = try using(identity.certificate, NIOSSLCertificate.fromPEMFile)
                let key = try using(identity.key) { try NIOSSLPrivateKey(file: $0, format: .pem) }
                configuration.certificateChain = chain.map { .certificate($0) }
                configuration.privateKey = .privateKey(key)
            }
            do {
                return try NIOSSLContext(configuration: configuration)
            } catch {
                throw EngineError.unreachable(endpoint, .insecure(reason: Unreachability.words(of: error)))
            }
        }
    }
}
