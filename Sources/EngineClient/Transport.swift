internal import NIOCore
internal import NIOPosix

/// Opens streams of bytes to one engine. There is one type for each kind of endpoint.
protocol Transport: Sendable {
    /// Opens a stream; a ``ConnectionHandler`` is at the end of its pipeline.
    ///
    /// - Throws: ``EngineError``, `CancellationError`.
    /// - Cancellation: what is being opened closes as soon as it is open.
    func open(on group: any EventLoopGroup, timeLimit: Duration) async throws -> Connection

    /// Ends what closed streams have left behind.
    func shutDown()
}

extension Transport {
    /// Only a transport that runs programs leaves anything behind.
    func shutDown() {}
}

extension EngineEndpoint {
    /// What opens streams to it.
    ///
    /// - Parameter environment: what a program that is needed for it gets to see.
    func transport(environment: [String: String]) -> any Transport {
        switch address {
        case .unix(let path): UnixTransport(endpoint: self, path: path)
        case .tcp(let host, let port, nil): TCPTransport(endpoint: self, host: host, port: port)
        case .tcp(let host, let port, let security?):
            TLSTransport(endpoint: self, host: host, port: port, security: security)
        case .ssh(let host): SSHTransport(endpoint: self, host: host, environment: environment)
        case .inProcess(let engine): InProcessTransport(endpoint: self, engine: engine)
        }
    }
}

extension EventLoopFuture where Value == any Channel {
    /// Waits for a channel that is being connected.
    ///
    /// - Throws: ``EngineError/unreachable(_:_:)``, `CancellationError`.
    /// - Cancellation: at once; the channel closes when it is there.
    func connected(to endpoint: EngineEndpoint) async throws -> any Channel {
        let promise = eventLoop.makePromise(of: (any Channel).self)
        cascade(to: promise)
        do {
            return try await withTaskCancellationHandler {
                let channel = try await promise.futureResult.get()
                try Task.checkCancellation()
                return channel
            } onCancel: {
                whenSuccess { $0.close(promise: nil) }
                promise.fail(CancellationError())
            }
        } catch let error where error is CancellationError || error is EngineError {
            throw error
        } catch {
            throw EngineError.unreachable(endpoint, Unreachability(error))
        }
    }
}
