import NIOCore
import Testing

@testable import EngineClient

@Suite struct ResponseParserTests {
    /// What a parser makes of bytes that come in pieces, with the pieces of each body put together.
    private func parse(_ text: String, piece: Int, thenClosed: Bool = false) throws -> [String] {
        var parser = ResponseParser()
        var unread = ByteBuffer()
        var result: [String] = []
        var body = ""
        func note(_ event: ResponseParser.Event) {
            switch event {
            case .head(let head): result.append("\(head.status)")
            case .upgrade(let head): result.append("upgrade \(head.status)")
            case .body(let part): body += String(buffer: part)
            case .end(let isReusable):
                if !body.isEmpty { result.append(body) }
                body = ""
                result.append(isReusable ? "end" : "last")
            }
        }
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: piece) {
            unread.writeBytes(bytes[start..<min(start + piece, bytes.count)])
            while let event = try parser.next(&unread) { note(event) }
        }
        if thenClosed, let event = try parser.finish() { note(event) }
        if !body.isEmpty { result.append("…" + body) }
        return result
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
    ]) func theAnswerToAHeadHasNoBody(text: String) throws {
        var parser = ResponseParser()
        parser.answersHead = true
        var unread = ByteBuffer(string: text)
        guard case .head? = try parser.next(&unread) else {
            Issue.record("no head")
            return
        }
        #expect(try parser.next(&unread) == .end(isReusable: true))
        // The next answer may have one again.
        parser.answersHead = false
        unread = ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        _ = try parser.next(&unread)
        #expect(try parser.next(&unread) == .body(ByteBuffer(string: "ok")))
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", ["200", "hello", "end"]),
        ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", ["200", "end"]),
        ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx", ["200", "x", "last"]),
        (
            "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
            ["204", "end", "304", "end"]
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA;x=y\r\n, world!!!\r\n0\r\nT: 1\r\n\r\n",
            ["200", "hello, world!!!", "end"]
        ),
        (
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 201 C\r\nContent-Length: 0\r\n\r\n",
            ["201", "end"]
        ),
        (
            "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\n\r\nraw\r\n\r\nHTTP/1.1",
            ["upgrade 101", "…raw\r\n\r\nHTTP/1.1"]
        ),
        ("HTTP/1.1 200 OK\nContent-Length: 2\n\nok", ["200", "ok", "end"]),
        ("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", ["200", "ok", "end"]),
    ]) func answersInPiecesOfAnyLength(text: String, events: [String]) throws {
        for piece in [1, 2, 3, 5, 17, text.utf8.count] {
            #expect(try parse(text, piece: piece) == events, "pieces of \(piece)")
        }
    }

    @Test func bodiesThatEndWithTheConnection() throws {
        let text = "HTTP/1.1 200 OK\r\n\r\nuntil the end"
        #expect(try parse(text, piece: 4, thenClosed: true) == ["200", "until the end", "last"])
        let upgraded = "HTTP/1.1 101 UPGRADED\r\n\r\nall of it"
        #expect(try parse(upgraded, piece: 100, thenClosed: true) == ["upgrade 101", "all of it", "last"])
    }

    @Test(arguments: [
        ("SSH-2.0-OpenSSH_9.2\r\n", ResponseParser.Violation.malformedStatusLine),
        ("HTTP/2 200\r\n\r\n", .malformedStatusLine),
        ("HTTP/1.1 abc OK\r\n\r\n", .malformedStatusLine),
        ("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", .malformedHeader),
        ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", .malformedLength),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n\r\n", .malformedLength),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", .malformedChunk),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n", .malformedChunk),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n", .malformedChunk),
    ]) func violationsAreNamed(text: String, violation: ResponseParser.Violation) {
        #expect(throws: violation) { try parse(text, piece: text.utf8.count) }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello",
    ])
    func anEarlyEndIsNoEnd(text: String) {
        #expect(throws: ResponseParser.Violation.truncated) { try parse(text, piece: 7, thenClosed: true) }
    }

    @Test func anEndlessHeadIsRefused() {
        let text = "HTTP/1.1 200 OK\r\nX: " + String(repeating: "y", count: 300_000)
        #expect(throws: ResponseParser.Violation.headTooLong) { _ = try parse(text, piece: 65_536) }
    }

    @Test func headersAreFoundInAnyCase() throws {
        var parser = ResponseParser()
        var buffer = ByteBuffer(
            string: "HTTP/1.1 200 OK\r\naPI-vERSION:\t1.41 \r\nA: 1\r\na: 2\r\nContent-Length: 0\r\n\r\n"
        )
        guard case .head(let head) = try parser.next(&buffer) else { throw ResponseParser.Violation.truncated }
        #expect(head["api-version"] == "1.41")
        #expect(head["a"] == "1, 2")
    }
}

@Suite struct JSONObjectSplitterTests {
    @Test(arguments: [1, 2, 3, 4, 9, 100]) func objectsInPiecesOfAnyLength(piece: Int) throws {
        let objects = [#"{"a":"}{\"\\"}"#, #"{}"#, #"{"b":[{"c":{}}]}"#, #"{"é":"\u007d"}"#]
        let bytes = Array((objects[0] + "\r\n" + objects[1] + objects[2] + "\n\n " + objects[3]).utf8)
        var splitter = JSONObjectSplitter()
        var found: [String] = []
        for start in stride(from: 0, to: bytes.count, by: piece) {
            found += try splitter.split(bytes[start..<min(start + piece, bytes.count)])
                .map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(found == objects)
        #expect(!splitter.isWithinObject)
    }

    @Test func somethingElseIsRefused() throws {
        var splitter = JSONObjectSplitter()
        #expect(throws: JSONObjectSplitter.Violation.noObject) { try splitter.split(Array("page not found".utf8)) }
        splitter = JSONObjectSplitter()
        #expect(try splitter.split(Array(#"{"a":"#.utf8)).isEmpty)
        #expect(splitter.isWithinObject)
    }
}
