package import EngineAPI
internal import NIOCore
internal import NIOPosix
internal import Synchronization

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Talks to one engine.
///
/// Calls may run at the same time. Each plain call takes a connection from a small pool of open ones; each stream has a
/// connection of its own, which closes with it. All calls throw ``EngineError``, or `CancellationError` when their task
/// is cancelled: the connection then closes, and what the engine had begun may still happen.
package struct EngineClient: Sendable {
    /// Limits of a client.
    package struct Configuration: Hashable, Sendable {
        /// How long opening a connection may take.
        package var connectTimeLimit: Duration
        /// How long a plain call may take, beyond what the engine itself is asked to wait.
        package var callTimeLimit: Duration
        /// How many connections stay open between calls.
        package var idleConnectionLimit: Int

        /// Creates limits: by default 10 s for a connection, 2 min for a call, 8 idle connections.
        package init(
            connectTimeLimit: Duration = .seconds(10),
            callTimeLimit: Duration = .seconds(120),
            idleConnectionLimit: Int = 8
        ) {
            self.connectTimeLimit = connectTimeLimit
            self.callTimeLimit = callTimeLimit
            self.idleConnectionLimit = idleConnectionLimit
        }
    }

    /// Where the engine listens.
    package let endpoint: EngineEndpoint
    /// The limits.
    package let configuration: Configuration
    /// Where credentials for registries come from; `nil` for none.
    package let registries: RegistryCredentials?
    /// The version of the API that is spoken whatever the engine says; `nil` for the newest that both know.
    package let wantedVersion: APIVersion?

    private let shared: Shared

    /// What all copies of a client share.
    private final class Shared: Sendable {
        let pool: ConnectionPool
        let transport: any Transport
        let capabilities = Mutex<EngineCapabilities?>(nil)

        init(pool: ConnectionPool, transport: any Transport) {
            self.pool = pool
            self.transport = transport
        }

        func shutDown() {
            pool.shutDown()
            transport.shutDown()
        }

        // Nobody can give a connection back any more: streams own theirs.
        deinit { shutDown() }
    }

    /// Creates a client; nothing is sent before the first call.
    ///
    /// - Parameters:
    ///   - wantedVersion: the version of the API to speak, see ``wantedVersion``.
    ///   - environment: the variables that the `ssh` program gets to see, where the endpoint is reached through it; it is
    ///     looked for in the `PATH` among them.
    /// - Ownership: idle connections close with the last copy of the client, or with ``shutDown()``.
    package init(
        endpoint: EngineEndpoint,
        configuration: Configuration = Configuration(),
        registries: RegistryCredentials? = nil,
        wantedVersion: APIVersion? = nil,
        environment: [String: String] = [:]
    ) {
        self.endpoint = endpoint
        self.configuration = configuration
        self.wantedVersion = wantedVersion
        self.registries = registries
        shared = Shared(
            pool: ConnectionPool(limit: configuration.idleConnectionLimit),
            transport: endpoint.transport(environment: environment)
        )
    }

    /// Closes the idle connections; calls that are under way end as usual, and later ones open connections of their own.
    package func shutDown() { shared.shutDown() }

    /// What the engine can do, in the version of the API that is spoken with it; asks the engine once.
    package var capabilities: EngineCapabilities {
        get async throws {
            if let known = shared.capabilities.withLock({ $0 }) { return known }
            let capabilities = try Self.capabilities(of: try await ping(), wanting: wantedVersion)
            shared.capabilities.withLock { $0 = capabilities }
            return capabilities
        }
    }

    /// The version of the API in use: the one that was wanted, else the newest that the engine and this client know.
    package var apiVersion: APIVersion { get async throws { try await capabilities.apiVersion } }

    static func capabilities(
        of engine: EnginePing,
        wanting wanted: APIVersion?
    ) throws(EngineError) -> EngineCapabilities {
        let version = wanted ?? min(engine.apiVersion, .newestSpoken)
        guard version >= .oldestSpoken else { throw .apiTooOld(engine: engine.apiVersion) }
        return EngineCapabilities(
            engine.podmanVersion.map { .podman($0) } ?? .docker,
            speaking: version,
            isWindows: engine.osType == "windows"
        )
    }
}

extension EngineClient {
    /// Makes a call whose answer comes in one piece.
    ///
    /// An idle connection may turn out to be closed by the engine; a call that only reads is then made once more.
    func call(_ request: EngineRequest) async throws -> (head: ResponseHead, body: [UInt8]) {
        let bytes = try await serialized(request)
        var idle = shared.pool.take()
        while true {
            let connection = if let idle { idle } else { try await openConnection() }
            do {
                let delivery: Exchange.Delivery = request.method == .head ? .head : .whole
                let answer = try await begin(request, bytes, delivery, on: connection).value()
                let (result, isReusable) = whole(answer, request)
                // A cancellation that came with the answer closes the connection a moment later.
                if isReusable, !Task.isCancelled { shared.pool.giveBack(connection) } else { connection.close() }
                return try result.get()
            } catch let error as EngineError where idle != nil && request.method.onlyReads && error.tellsOfClosing {
                idle = nil
            }
        }
    }

    /// Makes a call whose answer comes in one piece of JSON.
    func call<Value: Decodable>(_ request: EngineRequest, returning type: Value.Type) async throws -> Value {
        let (_, body) = try await call(request)
        return try Self.decode(type, body, request: request)
    }

    /// Makes a call whose answer comes in one piece of JSON that is large and asked for often.
    ///
    /// What the reader refuses is decoded again, for an error that says where it fails.
    func call<Value: Decodable & JSONReadable>(
        _ request: EngineRequest,
        reading type: Value.Type
    ) async throws -> Value {
        let (_, body) = try await call(request)
        do {
            return try JSONReader.read(type, from: body)
        } catch {
            return try Self.decode(type, body, request: request)
        }
    }

    /// Makes a call whose answer comes as a stream, on a connection of its own.
    func stream(_ request: EngineRequest) async throws -> ByteStream {
        let bytes = try await serialized(request)
        let connection = try await openConnection()
        do {
            return try streamed(try await begin(request, bytes, .stream, on: connection).value(), request)
        } catch {
            connection.close()
            throw error
        }
    }

    /// Makes a call after which the connection carries raw bytes, or another protocol.
    func upgrade(
        _ request: EngineRequest,
        to protocolName: String = "tcp"
    ) async throws -> (connection: Connection, bytes: ByteStream) {
        var request = request
        request.headers += [("Connection", "Upgrade"), ("Upgrade", protocolName)]
        let bytes = try await serialized(request)
        let connection = try await openConnection()
        do {
            switch try await begin(request, bytes, .upgrade, on: connection).value() {
            case .upgraded(let stream): return (connection, stream)
            case .whole(let head, let body, _):
                guard head.status >= 400 else {
                    let reason = "status \(head.status) instead of a change of protocol"
                    throw EngineError.protocolViolation(request: request.summary, reason: reason)
                }
                throw EngineError.answer(status: head.status, body: Array(body.readableBytesView), request: request)
            case .stream: throw EngineError.protocolViolation(request: request.summary, reason: "a stream")
            }
        } catch {
            connection.close()
            throw error
        }
    }

    /// The bytes of a request, for the version of the API in use.
    func serialized(_ request: EngineRequest) async throws -> ByteBuffer {
        let version = request.isUnversioned ? nil : try await apiVersion
        return request.serialized(version: version, allocator: ByteBufferAllocator())
    }

    /// Opens a connection that belongs to the caller.
    func openConnection() async throws -> Connection {
        try await shared.transport.open(
            on: MultiThreadedEventLoopGroup.singleton,
            timeLimit: configuration.connectTimeLimit
        )
    }

    /// Sends a request on a connection.
    func begin(
        _ request: EngineRequest,
        _ bytes: ByteBuffer,
        _ delivery: Exchange.Delivery,
        on connection: Connection
    ) -> Connection.PendingAnswer {
        let limit: Duration? =
            switch request.timeLimit {
            case .standard: configuration.callTimeLimit
            case .extended(let further): configuration.callTimeLimit + further
            case .none: nil
            }
        return connection.begin(bytes, delivery: delivery, timeLimit: limit, summary: request.summary)
    }

    /// The stream of an answer, or the error that the answer tells of.
    func streamed(_ answer: Answer, _ request: EngineRequest) throws -> ByteStream {
        switch answer {
        case .stream(_, let stream): return stream
        case .whole(let head, let body, _):
            throw EngineError.answer(status: head.status, body: Array(body.readableBytesView), request: request)
        case .upgraded: throw EngineError.protocolViolation(request: request.summary, reason: "a raw stream")
        }
    }

    /// Head and body of an answer, or the error that the answer tells of; and whether the connection is free again.
    func whole(
        _ answer: Answer,
        _ request: EngineRequest
    ) -> (result: Result<(head: ResponseHead, body: [UInt8]), EngineError>, isReusable: Bool) {
        guard case .whole(let head, let body, let isReusable) = answer else {
            return (.failure(.protocolViolation(request: request.summary, reason: "a stream")), false)
        }
        let bytes = Array(body.readableBytesView)
        // 304 answers the start of a container that runs and the stop of one that does not.
        guard (200..<300).contains(head.status) || head.status == 304 else {
            return (.failure(.answer(status: head.status, body: bytes, request: request)), isReusable)
        }
        return (.success((head, bytes)), isReusable)
    }

    static func decode<Value: Decodable>(
        _ type: Value.Type,
        _ body: [UInt8],
        request: EngineRequest
    ) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw EngineError.protocolViolation(request: request.summary, reason: decodingFailure(error))
        }
    }

    /// Where in a JSON answer something else was expected.
    static func decodingFailure(_ error: any Error) -> String {
        let context: DecodingError.Context
        switch error {
        case DecodingError.keyNotFound(let key, let inner):
            let path = (inner.codingPath + [key]).map(\.stringValue).joined(separator: ".")
            return "'\(path)' is missing"
        case DecodingError.typeMismatch(_, let inner): context = inner
        case DecodingError.valueNotFound(_, let inner): context = inner
        case DecodingError.dataCorrupted(let inner): context = inner
        default: return "no JSON"
        }
        guard !context.codingPath.isEmpty else { return "no JSON of the expected form" }
        let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
        return "'\(path.joined(separator: "."))' has an unexpected value"
    }
}
