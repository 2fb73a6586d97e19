import Dispatch
import Foundation
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import EngineClient

/// What an engine has sent when it ends a connection.
@Suite(.timeLimit(.minutes(5))) struct LastOutputTests {
    /// An engine that sends as much as somebody who does not read takes, and ends the connection when it is told to.
    private final class Engine: Sendable {
        let path = "/tmp/engarde-test-\(UInt64.random(in: 0...UInt64.max)).sock"
        private let mayEnd = DispatchSemaphore(value: 0)
        private let hasEnded = DispatchSemaphore(value: 0)
        private let state = Mutex((sent: 0, isDone: false))

        /// How many bytes it has sent; `nil` while it goes on.
        var sent: Int? { state.withLock { $0.isDone ? $0.sent : nil } }

        init() throws {
            let listener = try UnixSocket.listening(at: path)
            Thread.detachNewThread { [self] in
                let connection = accept(listener, nil, nil)
                close(listener)
                answer(on: connection)
                mayEnd.wait()
                // A program that another test starts may have the descriptor, too.
                shutdown(connection, Int32(SHUT_RDWR))
                close(connection)
                hasEnded.signal()
            }
        }

        /// Ends the connection; returns when it is ended.
        func end() {
            mayEnd.signal()
            hasEnded.wait()
        }

        private func answer(on connection: Int32) {
            var request = [UInt8](repeating: 0, count: 4_096)
            _ = recv(connection, &request, request.count, 0)
            let head = Array(ProtocolTests.upgraded.utf8)
            _ = send(connection, head, head.count, Int32(MSG_NOSIGNAL))
            let piece = [UInt8](repeating: 7, count: 4_096)
            var attempts = 0
            while attempts < 20 {
                let count = send(connection, piece, piece.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
                attempts = count > 0 ? 0 : attempts + 1
                if count > 0 { state.withLock { $0.sent += count } } else { usleep(10_000) }
            }
            state.withLock { $0.isDone = true }
        }
    }

    /// A process may end without having read its input, while somebody is slow to read its output.
    @Test func nothingOfItIsLostWhereAWriteFails() async throws {
        let engine = try Engine()
        defer { try? FileManager.default.removeItem(atPath: engine.path) }
        let client = EngineClient(endpoint: EngineEndpoint(socketPath: engine.path))
        let connection = try await client.openConnection()
        let answer = connection.begin(
            ByteBuffer(string: "POST /attach HTTP/1.1\r\n\r\n"),
            delivery: .upgrade,
            timeLimit: nil,
            summary: "POST /attach"
        )
        guard case .upgraded(let bytes) = try await answer.value() else {
            Issue.record("it is not connected")
            return
        }
        #expect(try await eventually { engine.sent != nil })
        // The end of the connection is noticed by the write.
        try await connection.channel.eventLoop.submit {
            engine.end()
            connection.channel.writeAndFlush(ConnectionCommand.bytes(ByteBuffer(string: "input")), promise: nil)
        }
        .get()
        var count = 0
        var pieces = bytes.makeAsyncIterator()
        while let piece = try await pieces.nextPiece() { count += piece.readableBytes }
        #expect(count == engine.sent)
    }
}
