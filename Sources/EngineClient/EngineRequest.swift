#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import EngineAPI
internal import NIOCore

/// One request to an engine, before it is written.
struct EngineRequest: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        /// As `GET`, of which it gets only the head.
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"

        /// Whether it changes nothing, and can be sent again.
        var onlyReads: Bool { self == .get || self == .head }
    }

    /// The body that follows the head.
    enum Body: Sendable {
        case none
        case bytes([UInt8], contentType: String)
        /// Sent piece by piece after the head, in chunked encoding.
        case stream(contentType: String)
    }

    var method: Method
    /// Without the version.
    var path: String
    var query: [(name: String, value: String)] = []
    var headers: [(name: String, value: String)] = []
    var body = Body.none
    /// What the request is about, for errors.
    var object: EngineObject
    /// Whether the path has no version in front: only `/_ping`, which negotiates it.
    var isUnversioned = false
    /// How long the whole answer may take; `nil` takes the client's default.
    var timeLimit: TimeLimit = .standard

    enum TimeLimit: Sendable {
        /// The client's limit for plain requests.
        case standard
        /// The client's limit, and what the engine itself was asked to wait.
        case extended(by: Duration)
        /// None: the answer comes when something happens.
        case none
    }

    init(_ method: Method, _ path: String, about object: EngineObject) {
        self.method = method
        self.path = path
        self.object = object
    }

    /// Method and path, for errors.
    var summary: String { "\(method.rawValue) \(path)" }

    /// Adds a parameter to the query unless the value is `nil`.
    mutating func add(_ name: String, _ value: String?) {
        if let value { query.append((name, value)) }
    }

    /// Adds a truth value to the query unless it is false.
    mutating func add(_ name: String, if condition: Bool) {
        if condition { query.append((name, "1")) }
    }

    mutating func add(_ filters: QueryFilters) {
        if !filters.isEmpty { query.append(("filters", filters.jsonText)) }
    }

    mutating func setJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        body = .bytes(Array(try encoder.encode(value)), contentType: "application/json")
    }

    /// The bytes of the head, and of the body unless that is a stream.
    func serialized(version: APIVersion?, allocator: ByteBufferAllocator) -> ByteBuffer {
        var text = "\(method.rawValue) "
        if let version, !isUnversioned { text += "/v\(version)" }
        text += path
        var separator = "?"
        for (name, value) in query {
            text += "\(separator)\(name)=\(Self.percentEncoded(value))"
            separator = "&"
        }
        text += " HTTP/1.1\r\nHost: docker\r\nUser-Agent: engarde\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        switch body {
        case .none:
            if method != .get, method != .head { text += "Content-Length: 0\r\n" }
        case .bytes(let bytes, let type):
            text += "Content-Type: \(type)\r\nContent-Length: \(bytes.count)\r\n"
        case .stream(let type):
            text += "Content-Type: \(type)\r\nTransfer-Encoding: chunked\r\n"
        }
        text += "\r\n"
        var buffer = allocator.buffer(capacity: text.utf8.count)
        buffer.writeString(text)
        if case .bytes(let bytes, _) = body { buffer.writeBytes(bytes) }
        return buffer
    }

    /// A string as one segment of a path.
    static func segment(_ text: String) -> String { percentEncoded(text) }

    /// Escapes all but the unreserved characters of RFC 3986 and, since the engine wants image names as they are in
    /// paths, `/`, `:` and `@`.
    private static func percentEncoded(_ text: String) -> String {
        var result: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "@"):
                result.append(byte)
            default:
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
