/// A small page that answers a request in place of a program.
package struct ProxyPage: Sendable, Hashable {
    /// The status, such as 404.
    package var status: Int
    /// What is wrong, in a sentence.
    package var title: String
    /// The addresses that there are, in order.
    package var links: [String]

    /// Creates a page.
    package init(status: Int, title: String, links: [String] = []) {
        self.status = status
        self.title = title
        self.links = links
    }

    /// The answer, after which the connection ends.
    package var response: [UInt8] {
        let title = Self.escaped(title)
        let items = links.map(Self.escaped).map { "<li><a href=\"\($0)\">\($0)</a></li>\n" }.joined()
        let text = """
            <!doctype html>
            <title>\(title)</title>
            <p>\(title)</p>
            <ul>
            \(items)</ul>

            """
        let head = [
            "HTTP/1.1 \(status) \(reason)", "Content-Type: text/html; charset=utf-8",
            "Content-Length: \(text.utf8.count)",
            "Cache-Control: no-store", "Connection: close", "", "",
        ]
        return Array((head.joined(separator: "\r\n") + text).utf8)
    }

    private var reason: String {
        switch status {
        case 200: "OK"
        case 400: "Bad Request"
        case 404: "Not Found"
        default: "Bad Gateway"
        }
    }

    /// A text in HTML: what stands in a request is not to be trusted.
    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
