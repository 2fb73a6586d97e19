import EngineAPI
import Testing

@testable import EngineServer

/// Requests taken out of bytes, in whatever pieces they come.
@Suite struct RequestParserTests {
    private static let text =
        "GET /v1.41/containers/json?all=1&filters=%7B%22label%22%3A%5B%22a%3Db%22%5D%7D HTTP/1.1\r\nHost: docker\r\n\r\n"
        + "POST /v1.41/images/create?fromImage=a%2Fb&tag=1 HTTP/1.1\r\nContent-Length: 5\r\nX-Registry-Auth:  abc\r\n\r\nhello"
        + "PUT /containers/a%20b/archive?path=/x+y HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "3;extension\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: yes\r\n\r\n"
        + "POST /v1.41/exec/1/start HTTP/1.1\r\nUpgrade: tcp\r\nContent-Length: 2\r\n\r\n{}raw GET bytes\r\n\r\n"

    @Test(arguments: [1, 2, 3, 7, 64, 10_000]) func piecesDoNotMatter(length: Int) throws {
        var parser = RequestParser()
        var requests: [ServerRequest] = []
        var raw: [UInt8] = []
        var rest = Array(Self.text.utf8)[...]
        while !rest.isEmpty {
            for part in try parser.consume(Array(rest.prefix(length))) {
                switch part {
                case .request(let request): requests.append(request)
                case .raw(let bytes): raw += bytes
                }
            }
            rest = rest.dropFirst(length)
        }
        try #require(requests.count == 4)
        #expect(requests.map(\.method) == ["GET", "POST", "PUT", "POST"])
        #expect(
            requests.map(\.path) == [
                ["containers", "json"], ["images", "create"], ["containers", "a b", "archive"], ["exec", "1", "start"],
            ]
        )
        #expect(requests[0].isSet("all"))
        #expect(try requests[0].filters() == ["label": ["a=b"]])
        #expect(requests[1]["fromImage"] == "a/b")
        #expect(requests[1].headers["x-registry-auth"] == "abc")
        #expect(requests.map { String(decoding: $0.body, as: UTF8.self) } == ["", "hello", "abc0123456789", "{}"])
        #expect(requests[2]["path"] == "/x y")
        #expect(String(decoding: raw, as: UTF8.self) == "raw GET bytes\r\n\r\n")
    }

    @Test(arguments: [
        ("hello\r\n\r\n", 400), ("GET x HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nnonsense\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 413), ("GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", 413),
        ("GET / HTTP/1.1\r\nContent-Length: 999999999999\r\n\r\n", 413),
        ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n", 413),
        (String(repeating: "a", count: RequestParser.longestHead + 1), 431),
    ]) func whatIsNoRequestIsRefused(text: String, status: Int) {
        var parser = RequestParser()
        let flaw = #expect(throws: RequestParser.Malformed.self) { try parser.consume(Array(text.utf8)) }
        #expect(flaw?.status == status)
    }

    @Test func dockersOwnFiltersAreUnderstood() throws {
        let request = try #require(
            ServerRequest(
                head: "GET /events?filters=%7B%22type%22:%7B%22container%22:true,%22image%22:false%7D%7D HTTP/1.1"
            )
        )
        #expect(try request.filters() == ["type": ["container"]])
    }

    @Test func parametersThatMakeNoSenseAreRefused() throws {
        let request = try #require(ServerRequest(head: "GET /events?filters=x&since=soon&t=many HTTP/1.1"))
        #expect(throws: BackendError.invalidParameter("'filters' is no filter: 'x'")) { try request.filters() }
        #expect(throws: BackendError.invalidParameter("'since' is no time: 'soon'")) { try request.instant("since") }
        #expect(throws: BackendError.invalidParameter("'t' is no number: 'many'")) { try request.number("t") }
    }

    @Test func timesAreSecondsOrDates() throws {
        let request = try #require(
            ServerRequest(head: "GET /events?a=12.000000034&b=12&c=1970-01-01T00:00:12Z&d=12.5 HTTP/1.1")
        )
        #expect(try request.instant("a")?.nanoseconds == 34)
        #expect(try request.instant("b")?.seconds == 12)
        #expect(try request.instant("c")?.seconds == 12)
        #expect(try request.instant("d")?.nanoseconds == 500_000_000)
    }
}
