import Foundation
import NIOCore
import NIOPosix
import Synchronization

@testable import EngineClient

/// A server on a unix socket that answers what a test tells it to, byte for byte.
///
/// It understands no HTTP beyond the empty line that ends a request's head.
final class ScriptedEngine: Sendable {
    /// What to do when the head of a request has come.
    enum Step: Sendable {
        /// Send bytes at once.
        case send(String)
        /// Send bytes in pieces of a length, each one in a write of its own.
        case sendInPieces(String, length: Int)
        /// Send a pattern of so many bytes.
        case sendBytes(Int)
        /// Wait.
        case pause(Duration)
        /// End the connection.
        case close
    }

    typealias Script = @Sendable (_ requestLine: String) -> [Step]

    /// The usual answer to the first question of every client.
    static let pong = "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK"

    let endpoint: EngineEndpoint
    private let record = Mutex(Record())

    private struct Record: Sendable {
        var connections = 0
        var ended = 0
        var requestLines: [String] = []
        var received: [UInt8] = []
        var sentBytes = 0
    }

    private init(endpoint: EngineEndpoint) { self.endpoint = endpoint }

    /// How many connections there have been.
    var connections: Int { record.withLock { $0.connections } }
    /// How many connections have ended.
    var endedConnections: Int { record.withLock { $0.ended } }
    /// The request lines, without the negotiation of the version.
    var requestLines: [String] { record.withLock { $0.requestLines.filter { !$0.contains("/_ping") } } }
    /// Everything that has come on all connections.
    var received: [UInt8] { record.withLock { $0.received } }
    /// How many bytes of ``Step/sendBytes(_:)`` the operating system has taken.
    var sentBytes: Int { record.withLock { $0.sentBytes } }

    /// Runs a server for as long as `body` runs. The script also decides on `/_ping`, unless it says nothing.
    @discardableResult static func with<Value: Sendable>(
        _ script: @escaping Script,
        body: (ScriptedEngine, EngineClient) async throws -> Value
    ) async throws -> Value {
        let path = "/tmp/engarde-test-\(UInt64.random(in: 0...UInt64.max)).sock"
        let engine = ScriptedEngine(endpoint: EngineEndpoint(socketPath: path))
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(engine: engine, script: script))
                }
            }
            .bind(unixDomainSocketPath: path).get()
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(engine, EngineClient(endpoint: engine.endpoint)))
        } catch {
            result = .failure(error)
        }
        try await server.close()
        try? FileManager.default.removeItem(atPath: path)
        return try result.get()
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let engine: ScriptedEngine
        private let script: Script
        private var head: [UInt8] = []
        private var steps: ArraySlice<Step> = []
        private var isBusy = false

        init(engine: ScriptedEngine, script: @escaping Script) {
            self.engine = engine
            self.script = script
        }

        func channelActive(context: ChannelHandlerContext) { engine.record.withLock { $0.connections += 1 } }
        func channelInactive(context: ChannelHandlerContext) { engine.record.withLock { $0.ended += 1 } }
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = Array(unwrapInboundIn(data).readableBytesView)
            engine.record.withLock { $0.received += bytes }
            head += bytes
            guard let end = head.firstRange(of: Array("\r\n\r\n".utf8)) else { return }
            let text = String(decoding: head[..<end.lowerBound], as: UTF8.self)
            head = []
            let isRequest = ["GET ", "POST ", "PUT ", "DELETE "].contains { text.hasPrefix($0) }
            guard isRequest, let line = text.split(whereSeparator: \.isNewline).first.map(String.init) else { return }
            engine.record.withLock { $0.requestLines.append(line) }
            var next = script(line)
            if next.isEmpty, line.contains("/_ping") { next = [.send(ScriptedEngine.pong)] }
            steps += next
            if !isBusy { advance(context: context) }
        }

        private func advance(context: ChannelHandlerContext) {
            isBusy = true
            guard let step = steps.popFirst() else {
                isBusy = false
                return
            }
            let loop = context.eventLoop.assumeIsolated()
            switch step {
            case .send(let text):
                write(ByteBuffer(string: text), context: context) { self.advance(context: context) }
            case .sendInPieces(let text, let length):
                let pieces = Array(text.utf8)
                let first = pieces.prefix(length)
                let rest = String(decoding: pieces.dropFirst(length), as: UTF8.self)
                if !rest.isEmpty { steps.insert(.sendInPieces(rest, length: length), at: steps.startIndex) }
                write(ByteBuffer(bytes: first), context: context) { self.advance(context: context) }
            case .sendBytes(let count):
                let part = min(count, 65_536)
                if count > part { steps.insert(.sendBytes(count - part), at: steps.startIndex) }
                write(ByteBuffer(repeating: 7, count: part), context: context) {
                    self.engine.record.withLock { $0.sentBytes += part }
                    self.advance(context: context)
                }
            case .pause(let duration): loop.scheduleTask(in: TimeAmount(duration)) { self.advance(context: context) }
            case .close: context.close(promise: nil)
            }
        }

        private func write(_ buffer: ByteBuffer, context: ChannelHandlerContext, then: @escaping () -> Void) {
            let promise = context.eventLoop.makePromise(of: Void.self)
            promise.futureResult.assumeIsolated().whenSuccess { then() }
            context.writeAndFlush(NIOAny(buffer), promise: promise)
        }
    }
}
