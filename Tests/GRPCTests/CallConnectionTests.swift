import GRPC
import Testing

/// Calls between both sides, within this process.
@Suite struct CallConnectionTests {
    /// Carries a connection whose server answers with `answer`, and lets `body` call it.
    private static func connected<Value: Sendable>(
        answering answer: @escaping @Sendable (CallStream) async throws -> Void,
        _ body: @Sendable (CallConnection) async throws -> Value
    ) async throws -> Value {
        let (client, server) = (CallConnection(role: .client), CallConnection(role: .server))
        let (up, upwards) = AsyncStream<[UInt8]>.makeStream()
        let (down, downwards) = AsyncStream<[UInt8]>.makeStream()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.carry(up, send: { downwards.yield($0) }, answering: answer) }
            group.addTask { try await client.carry(down, send: { upwards.yield($0) }, answering: { _ in }) }
            defer { group.cancelAll() }
            return try await body(client)
        }
    }

    @Test func aMessageIsAnsweredByOne() async throws {
        let answer = try await Self.connected { call in
            #expect(call.head.first(named: ":path") == "/a/B")
            #expect(call.head.first(named: "dir-name") == "context")
            let request = try await call.next() ?? []
            try await call.send(request.reversed())
        } _: {
            try await $0.call("/a/B", metadata: [HeaderField("dir-name", "context")], [1, 2, 3])
        }
        #expect(answer == [3, 2, 1])
    }

    @Test func messagesOfAnyLengthGoBothWays() async throws {
        let lengths = [0, 1, 65_530, 65_535, 65_536, 1_000_000, 3]
        let echoed = try await Self.connected { call in
            while let message = try await call.next() { try await call.send(message) }
        } _: { connection in
            try await connection.call("/a/B") { call in
                var echoed: [Int] = []
                for length in lengths {
                    try await call.send([UInt8](repeating: 5, count: length))
                    if let message = try await call.next() { echoed.append(message.count) }
                }
                call.endSending()
                #expect(try await call.next() == nil)
                return echoed
            }
        }
        #expect(echoed == lengths)
    }

    @Test func aFailureSaysWhy() async throws {
        let status = CallStatus(.notFound, "no access allowed to 'ä%'\n")
        await #expect(throws: status) {
            try await Self.connected { _ in
                throw status
            } _: {
                try await $0.call("/a/B", [])
            }
        }
    }

    @Test func aCallThatTheOtherSideGivesUpIsCancelled() async throws {
        let (ends, ended) = AsyncStream<Bool>.makeStream()
        let isCancelled = try await Self.connected { call in
            do {
                while try await call.next() != nil {}
                ended.yield(false)
            } catch {
                ended.yield(true)
            }
        } _: { connection in
            // The closure returns without having ended the call.
            try await connection.call("/a/B") { try await $0.send([1]) }
            return await ends.first { _ in true }
        }
        #expect(isCancelled == true)
    }

    @Test func whoeverWaitsHearsOfTheEndOfTheConnection() async throws {
        let server = CallConnection(role: .server)
        let client = CallConnection(role: .client)
        let (up, upwards) = AsyncStream<[UInt8]>.makeStream()
        let (down, downwards) = AsyncStream<[UInt8]>.makeStream()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                try? await server.carry(up, send: { downwards.yield($0) }) { call in
                    _ = try await call.next()
                    downwards.finish()
                    while try await call.next() != nil {}
                }
            }
            group.addTask { try? await client.carry(down, send: { upwards.yield($0) }, answering: { _ in }) }
            await #expect(throws: CallStatus(.cancelled, "the connection has ended")) {
                try await client.call("/a/B") { call in
                    try await call.send([1])
                    while try await call.next() != nil {}
                }
            }
            upwards.finish()
        }
    }
}
