import HTTPProxy
import Testing

/// What the first bytes of a connection are for.
@Suite struct RequestHeadTests {
    @Test(
        arguments: [
            ("GET / HTTP/1.1\r\nHost: Web.Shop.localhost:8080\r\n\r\nbody", "web.shop.localhost"),
            ("GET / HTTP/1.1\nAccept: */*\nhost:web.localhost\n\n", "web.localhost"),
            ("\r\nGET / HTTP/1.0\r\n\r\n", ""),
            ("GET http://a.localhost:80/x HTTP/1.1\r\nHost: b.localhost\r\n\r\n", "a.localhost"),
            ("GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", "::1"),
            ("GET / HTTP/1.1\r\nX-Host: c\r\nHost: d\r\n\r\n", "d"),
        ]
    )
    func theHostIsRead(text: String, host: String) {
        #expect(RequestHead.read(Array(text.utf8)) == .complete(RequestHead(host: host)))
    }

    @Test func aHeadMayComeInPieces() {
        let bytes = Array("GET / HTTP/1.1\r\nHost: web.localhost\r\n\r\n".utf8)
        for count in 0..<bytes.count { #expect(RequestHead.read(Array(bytes.prefix(count))) == .incomplete) }
        #expect(RequestHead.read(bytes) == .complete(RequestHead(host: "web.localhost")))
    }

    @Test(arguments: [
        "\u{16}\u{3}\u{1}\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/2\r\n\r\n", "GET / HTTP/1.1\r\nnothing\r\n\r\n",
    ])
    func whatIsNoRequestIsRefused(text: String) {
        #expect(RequestHead.read(Array(text.utf8)) == .malformed)
    }

    @Test func aHeadHasAnEnd() {
        let bytes = Array("GET / HTTP/1.1\r\nX: ".utf8) + [UInt8](repeating: 97, count: RequestHead.longest)
        #expect(RequestHead.read(bytes) == .malformed)
    }

    @Test func pagesQuoteNothingThatActs() {
        let page = ProxyPage(status: 404, title: "'<script>' is no name", links: ["http://a.localhost:1/"])
        let text = String(decoding: page.response, as: UTF8.self)
        #expect(text.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
        #expect(text.contains("<p>'&lt;script&gt;' is no name</p>"))
        #expect(text.contains(#"<li><a href="http://a.localhost:1/">http://a.localhost:1/</a></li>"#))
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
        #expect(text.contains("Content-Length: \(parts.last?.utf8.count ?? 0)\r\n"))
    }
}
