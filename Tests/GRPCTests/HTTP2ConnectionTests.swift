import Testing

@testable import GRPC

/// Both sides of a connection, whose bytes are handed over by the test.
@Suite struct HTTP2ConnectionTests {
    private struct Pair {
        var client = HTTP2Connection(role: .client)
        var server = HTTP2Connection(role: .server)

        /// Hands over what each side has to say, until both are silent.
        ///
        /// - Parameter piece: how many bytes are handed over at once.
        mutating func exchange(inPieces piece: Int = .max) throws -> (
            client: [HTTP2Connection.Event], server: [HTTP2Connection.Event]
        ) {
            var (ofClient, ofServer): ([HTTP2Connection.Event], [HTTP2Connection.Event]) = ([], [])
            while true {
                let (up, down) = (client.takeOutput(), server.takeOutput())
                if up.isEmpty && down.isEmpty { return (ofClient, ofServer) }
                for bytes in Self.pieces(of: up, piece) { ofServer += try server.receive(bytes) }
                for bytes in Self.pieces(of: down, piece) { ofClient += try client.receive(bytes) }
            }
        }

        private static func pieces(of bytes: [UInt8], _ length: Int) -> [[UInt8]] {
            var rest = bytes[...]
            var pieces: [[UInt8]] = []
            while !rest.isEmpty {
                pieces.append(Array(rest.prefix(length)))
                rest = rest.dropFirst(length)
            }
            return pieces
        }
    }

    private static let head = [HeaderField(":path", "/a/B")]

    @Test(arguments: [1, 7, Int.max]) func aCallAndItsAnswer(piece: Int) throws {
        var pair = Pair()
        let stream = pair.client.open(Self.head)
        pair.client.send([1, 2, 3], on: stream)
        pair.client.finish(stream)
        let asked = try pair.exchange(inPieces: piece)
        #expect(
            asked.server == [
                .head(stream: 1, Self.head, isLast: false), .data(stream: 1, [1, 2, 3], isLast: false),
                .data(stream: 1, [], isLast: true),
            ]
        )
        pair.server.answer([HeaderField(":status", "200")], on: stream)
        pair.server.send([4], on: stream)
        pair.server.finish(stream, trailers: [HeaderField("grpc-status", "0")])
        let answered = try pair.exchange(inPieces: piece)
        #expect(
            answered.client == [
                .head(stream: 1, [HeaderField(":status", "200")], isLast: false), .data(stream: 1, [4], isLast: false),
                .head(stream: 1, [HeaderField("grpc-status", "0")], isLast: true),
            ]
        )
        #expect(pair.client.streams.isEmpty && pair.server.streams.isEmpty)
    }

    @Test func nothingIsSentThatTheOtherSideHasNotLet() throws {
        var pair = Pair()
        let stream = pair.client.open(Self.head)
        pair.client.send([UInt8](repeating: 7, count: 200_000), on: stream)
        var received = try Self.count(pair.exchange().server)
        #expect(received == 65_535)
        #expect(pair.client.waiting(on: stream) == 200_000 - 65_535)
        while received < 200_000 {
            pair.server.credit(stream)
            let more = try Self.count(pair.exchange().server)
            #expect(more > 0 && more <= 65_535)
            received += more
        }
        #expect(received == 200_000)
        #expect(pair.client.waiting(on: stream) == 0)
    }

    @Test func oneStreamThatNobodyReadsHoldsNoOtherUp() throws {
        var pair = Pair()
        let unread = pair.client.open(Self.head)
        pair.client.send([UInt8](repeating: 1, count: 100_000), on: unread)
        _ = try pair.exchange()
        let other = pair.client.open(Self.head)
        pair.client.send([UInt8](repeating: 2, count: 60_000), on: other)
        #expect(try Self.count(pair.exchange().server) == 60_000)
    }

    @Test func streamsTakeTurns() throws {
        var pair = Pair()
        let streams = [pair.client.open(Self.head), pair.client.open(Self.head)]
        for stream in streams { pair.client.send([UInt8](repeating: 0, count: 200_000), on: stream) }
        _ = try pair.exchange()
        for stream in streams { pair.server.credit(stream) }
        let order = try pair.exchange().server.compactMap { event -> UInt32? in
            if case .data(let stream, _, _) = event { stream } else { nil }
        }
        #expect(order.prefix(4) == [1, 3, 1, 3] || order.prefix(4) == [3, 1, 3, 1])
    }

    @Test func longHeadsGoOnInFurtherFrames() throws {
        var pair = Pair()
        let fields = Self.head + [HeaderField("exclude-patterns", String(repeating: "x", count: 40_000))]
        let stream = pair.client.open(fields)
        #expect(try pair.exchange().server == [.head(stream: stream, fields, isLast: false)])
    }

    @Test func theOtherSideMayChangeItsWindows() throws {
        var pair = Pair()
        let stream = pair.client.open(Self.head)
        _ = try pair.exchange()
        // Settings with a first window of 10 bytes, and of 100,000 later.
        _ = try pair.client.receive([0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 10])
        pair.client.send([UInt8](repeating: 1, count: 100), on: stream)
        #expect(try Self.count(pair.exchange().server) == 10)
        _ = try pair.client.receive([0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 4, 0, 1, 134, 160])
        #expect(try Self.count(pair.exchange().server) == 90)
    }

    @Test func aStreamThatIsGivenUpIsOver() throws {
        var pair = Pair()
        let stream = pair.client.open(Self.head)
        _ = try pair.exchange()
        pair.client.reset(stream)
        #expect(try pair.exchange().server == [.reset(stream: stream, code: 8)])
        pair.server.answer([HeaderField(":status", "200")], on: stream)
        pair.server.send([1], on: stream)
        #expect(try pair.exchange().client == [])
    }

    @Test func pingsAreAnswered() throws {
        var server = HTTP2Connection(role: .server)
        _ = server.takeOutput()
        let ping: [UInt8] = [0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]
        #expect(try server.receive(HTTP2Connection.preface + ping) == [])
        #expect(server.takeOutput() == [0, 0, 8, 6, 1, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8])
    }

    @Test func whoeverDoesNotSpeakHTTP2IsNotAnswered() {
        var server = HTTP2Connection(role: .server)
        #expect(throws: HTTP2Violation.noPreface) {
            try server.receive(Array("GET / HTTP/1.1\r\nHost: docker\r\n\r\n".utf8))
        }
    }

    /// Frames that end a connection.
    private static let violations: [([UInt8], HTTP2Violation)] = [
        ([1, 0, 0, 0, 0, 0, 0, 0, 1], .oversizedFrame(65_536)),
        // Data on the connection itself; a ping that is too short; a push; a head within another one.
        ([0, 0, 1, 0, 0, 0, 0, 0, 0, 1], .malformedFrame),
        ([0, 0, 1, 6, 0, 0, 0, 0, 0, 1], .malformedFrame),
        ([0, 0, 0, 5, 0, 0, 0, 0, 1], .unexpectedFrame),
        ([0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 4, 0, 0, 0, 3], .unexpectedFrame),
        ([0, 0, 1, 1, 4, 0, 0, 0, 1, 0xFF], .head(.truncated)),
        // More filling than there is.
        ([0, 0, 2, 0, 8, 0, 0, 0, 1, 9, 0], .malformedFrame),
    ]

    @Test(arguments: violations) func whatMayNotBeEndsTheConnection(frame: [UInt8], violation: HTTP2Violation) {
        var server = HTTP2Connection(role: .server)
        _ = server.takeOutput()
        #expect(throws: violation) { try server.receive(HTTP2Connection.preface + frame) }
        // The other side is told: a frame of kind 7.
        #expect(server.takeOutput().dropFirst(3).first == 7)
    }

    private static func count(_ events: [HTTP2Connection.Event]) -> Int {
        events.reduce(0) { sum, event in
            if case .data(_, let bytes, _) = event { sum + bytes.count } else { sum }
        }
    }
}
