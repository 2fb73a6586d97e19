#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import EngineAPI

/// An answer, before it is written.
struct ServerResponse: Sendable {
    /// Takes a piece of a body; returns when there is room for the next one.
    typealias Writer = @Sendable ([UInt8]) async throws -> Void

    enum Body: Sendable {
        case bytes([UInt8])
        /// Written piece by piece, in chunked encoding.
        case stream(@Sendable (Writer) async throws -> Void)
        /// Written as it is, after which the connection ends.
        case raw(@Sendable (Writer) async throws -> Void)
    }

    var status: Int
    var headers: [(name: String, value: String)] = []
    var body = Body.bytes([])

    /// An answer without a body.
    init(status: Int) { self.status = status }

    /// An answer of one piece of JSON.
    init(status: Int = 200, json value: some Encodable) throws {
        self.status = status
        headers = [("Content-Type", "application/json")]
        body = .bytes(try Self.encoded(value))
    }

    /// An answer of one line of JSON after the other.
    init<Message: Encodable & Sendable>(lines messages: BackendStream<Message>) {
        status = 200
        headers = [("Content-Type", "application/json")]
        body = .stream { write in
            for try await message in messages { try await write(try Self.encoded(message) + Array("\r\n".utf8)) }
        }
    }

    /// An answer of bytes as they come.
    init(bytes pieces: BackendStream<[UInt8]>, type: String) {
        status = 200
        headers = [("Content-Type", type)]
        body = .stream { write in for try await piece in pieces { try await write(piece) } }
    }

    /// The head of an answer after which the connection carries the streams of a process.
    init(takingOver request: ServerRequest) {
        status = request.takesConnectionOver ? 101 : 200
        headers = [("Content-Type", "application/vnd.docker.raw-stream")]
        if request.takesConnectionOver { headers += [("Connection", "Upgrade"), ("Upgrade", "tcp")] }
    }

    /// What a path in a container is, which stands in the head.
    init(pathStatus: PathStatus) throws {
        status = 200
        let json = Data(try Self.encoded(pathStatus))
        headers = [("X-Docker-Container-Path-Stat", json.base64EncodedString())]
    }

    /// What an error means to who asked.
    init(_ error: any Error) {
        let failure = error as? BackendError ?? .system("\(error)")
        status = failure.status
        guard failure != .notModified else { return }
        headers = [("Content-Type", "application/json")]
        body = .bytes((try? Self.encoded(ErrorResponse(message: failure.message))) ?? [])
    }

    /// The head.
    func head(closes: Bool = false) -> String {
        var text = "HTTP/1.1 \(status) \(Self.reason(of: status))\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        switch body {
        case .bytes(let bytes):
            // RFC 9112: these have no body.
            if status != 204 && status != 304 { text += "Content-Length: \(bytes.count)\r\n" }
            if closes { text += "Connection: close\r\n" }
        case .stream: text += "Transfer-Encoding: chunked\r\n"
        case .raw: break
        }
        return text + "\r\n"
    }

    /// A piece of a body in chunked encoding.
    static func chunk(_ bytes: [UInt8]) -> [UInt8] {
        Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
    }

    /// A piece of output as the API writes it where there is no terminal: stream, length, bytes.
    static func multiplexed(_ frame: LogFrame) -> [UInt8] {
        let length = UInt32(clamping: frame.bytes.count)
        return [frame.stream.rawValue, 0, 0, 0] + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) }
            + frame.bytes
    }

    private static func encoded(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    private static func reason(of status: Int) -> String {
        switch status {
        case 101: "UPGRADED"
        case 200: "OK"
        case 201: "Created"
        case 204: "No Content"
        case 304: "Not Modified"
        case 400: "Bad Request"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 409: "Conflict"
        case 413: "Content Too Large"
        case 431: "Request Header Fields Too Large"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        default: status < 400 ? "OK" : "Internal Server Error"
        }
    }
}
