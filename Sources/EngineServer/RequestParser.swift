/// Takes requests out of the bytes of a connection: pure, whatever pieces they come in.
struct RequestParser: Sendable {
    /// What has come.
    enum Part: Hashable, Sendable {
        /// A whole request with its body.
        case request(ServerRequest)
        /// Bytes after a request that took the connection over, such as the input of a process.
        case raw([UInt8])
    }

    /// Why the bytes are no request.
    struct Malformed: Error, Hashable {
        /// The status to answer with.
        var status: Int
        var reason: String
    }

    /// How long a head may be, in bytes.
    static let longestHead = 65_536
    /// How long a body may be, in bytes: bodies are kept in memory.
    static let longestBody = 256 * 1_024 * 1_024

    private enum State {
        case head
        case body(ServerRequest, remaining: Int)
        case chunkLength(ServerRequest)
        /// The bytes of a piece and the line end after it.
        case chunk(ServerRequest, length: Int)
        case trailer(ServerRequest)
        case raw
    }

    private var state = State.head
    /// What has come of the body; beside the state, since whoever takes a request out of the state would copy it.
    private var body: [UInt8] = []
    private var unread: [UInt8] = []

    /// Takes bytes; gives what is complete.
    mutating func consume(_ bytes: [UInt8]) throws(Malformed) -> [Part] {
        unread += bytes
        var parts: [Part] = []
        while let part = try advance() {
            if case .some(let found) = part { parts.append(found) }
        }
        return parts
    }

    /// Goes one step further; `nil` when more bytes are needed, and `.some(nil)` when a step gave no part.
    private mutating func advance() throws(Malformed) -> Part?? {
        switch state {
        case .raw:
            guard !unread.isEmpty else { return nil }
            defer { unread = [] }
            return .some(.raw(unread))
        case .head:
            guard let end = unread.firstRange(of: Array("\r\n\r\n".utf8)) else {
                if unread.count > Self.longestHead { throw Malformed(status: 431, reason: "the head is too long") }
                return nil
            }
            let text = String(decoding: unread[..<end.lowerBound], as: UTF8.self)
            unread.removeSubrange(..<end.upperBound)
            guard let request = ServerRequest(head: text) else {
                throw Malformed(status: 400, reason: "this is no request of HTTP/1.1")
            }
            return try begin(request)
        case .body(let request, let remaining):
            guard unread.count >= remaining else { return nil }
            body += unread[..<remaining]
            unread.removeSubrange(..<remaining)
            return end(request)
        case .chunkLength(let request):
            guard let line = try line() else { return nil }
            let digits = line.prefix { $0 != ";" && $0 != " " }
            guard let length = Int(digits, radix: 16), length >= 0, length <= Self.longestBody - body.count
            else {
                throw Malformed(status: 413, reason: "the length of a piece is no number or too large: '\(line)'")
            }
            state = length == 0 ? .trailer(request) : .chunk(request, length: length)
            return .some(nil)
        case .chunk(let request, let length):
            guard unread.count >= length + 2 else { return nil }
            body += unread[..<length]
            unread.removeSubrange(..<(length + 2))
            state = .chunkLength(request)
            return .some(nil)
        case .trailer(let request):
            guard let line = try line() else { return nil }
            return line.isEmpty ? end(request) : .some(nil)
        }
    }

    private mutating func begin(_ request: ServerRequest) throws(Malformed) -> Part?? {
        if request.headers["transfer-encoding"]?.lowercased() == "chunked" {
            state = .chunkLength(request)
            return .some(nil)
        }
        guard let length = request.headers["content-length"] else { return end(request) }
        guard let remaining = Int(length), remaining >= 0, remaining <= Self.longestBody else {
            throw Malformed(status: 413, reason: "the length of the body is no number or too large: '\(length)'")
        }
        state = .body(request, remaining: remaining)
        return .some(nil)
    }

    private mutating func end(_ head: ServerRequest) -> Part?? {
        var request = head
        swap(&request.body, &body)
        state = request.takesConnectionOver ? .raw : .head
        return .some(.request(request))
    }

    /// The next line without its end; `nil` when it is not complete.
    private mutating func line() throws(Malformed) -> String? {
        guard let end = unread.firstRange(of: Array("\r\n".utf8)) else {
            if unread.count > Self.longestHead { throw Malformed(status: 400, reason: "a line is too long") }
            return nil
        }
        defer { unread.removeSubrange(..<end.upperBound) }
        return String(decoding: unread[..<end.lowerBound], as: UTF8.self)
    }
}

extension ServerRequest {
    /// Whether the bytes after it are no further request.
    var takesConnectionOver: Bool { headers["upgrade"] != nil }
}
