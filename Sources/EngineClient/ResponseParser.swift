internal import NIOCore

/// The first part of an answer.
struct ResponseHead: Hashable, Sendable {
    var status: Int
    /// Names in lower case.
    var headers: [String: String]

    subscript(name: String) -> String? { headers[name] }
}

/// Takes HTTP/1.1 answers apart, as the bytes come.
///
/// NIOHTTP1's decoder is not used because it drops what follows a `101` in the same read if the connection ends there,
/// too: the whole output of a short `exec`. Here those bytes cannot get lost, and an answer needs no change of the
/// pipeline to become a raw stream.
///
/// - Source: RFC 9112; `101` with `Upgrade: tcp` as in "Hijacking" of the Engine API.
struct ResponseParser: Sendable {
    enum Violation: Error, Hashable, Sendable {
        case malformedStatusLine
        case malformedHeader
        case headTooLong
        case malformedLength
        case malformedChunk
        case truncated
    }

    enum Event: Hashable, Sendable {
        /// The head of the answer; a body follows, possibly an empty one.
        case head(ResponseHead)
        /// The head of a `101`; all further bytes are ``body(_:)``, until the connection ends.
        case upgrade(ResponseHead)
        /// A piece of the body.
        case body(ByteBuffer)
        /// The answer is complete; whether the connection can carry another one.
        case end(isReusable: Bool)
    }

    private enum State: Sendable {
        /// Before an answer; becomes one of the others with a complete head.
        case head
        /// So many bytes of the body are missing.
        case counted(Int)
        /// Before a chunk's size.
        case chunkSize
        /// So many bytes of the chunk are missing.
        case chunk(Int)
        /// Before the line break after a chunk.
        case chunkEnd
        /// After the last chunk: lines up to an empty one.
        case trailers
        /// The body ends with the connection.
        case untilClose
        /// Raw bytes until the connection ends.
        case upgraded
        /// The head was reported; an empty body ends now.
        case empty
    }

    private static let longestHead = 256 * 1_024
    private static let longestChunkLine = 4_096

    private var state = State.head
    private var isKeptAlive = true
    /// Whether the next answer is that to a `HEAD`: it has no body, whatever its head says of one.
    var answersHead = false

    /// Takes the next event out of the bytes that have come; `nil` if it takes more bytes.
    mutating func next(_ buffer: inout ByteBuffer) throws(Violation) -> Event? {
        while true {
            switch state {
            case .head:
                guard let head = try readHead(&buffer) else { return nil }
                if head.status == 101 {
                    state = .upgraded
                    return .upgrade(head)
                }
                if (100..<200).contains(head.status) { continue }
                state = try bodyState(of: head)
                return .head(head)
            case .empty: return end()
            case .counted(let missing):
                guard missing > 0 else { return end() }
                guard let part = readPart(&buffer, atMost: missing) else { return nil }
                state = .counted(missing - part.readableBytes)
                return .body(part)
            case .chunkSize:
                guard let line = try readLine(&buffer, atMost: Self.longestChunkLine, orThrow: .malformedChunk) else {
                    return nil
                }
                let digits = line.prefix { $0 != UInt8(ascii: ";") }
                guard let size = Int(String(decoding: trimmed(digits), as: UTF8.self), radix: 16), size >= 0 else {
                    throw .malformedChunk
                }
                state = size == 0 ? .trailers : .chunk(size)
            case .chunk(let missing):
                guard let part = readPart(&buffer, atMost: missing) else { return nil }
                state = part.readableBytes == missing ? .chunkEnd : .chunk(missing - part.readableBytes)
                return .body(part)
            case .chunkEnd:
                guard let line = try readLine(&buffer, atMost: 0, orThrow: .malformedChunk) else { return nil }
                guard line.isEmpty else { throw .malformedChunk }
                state = .chunkSize
            case .trailers:
                guard let line = try readLine(&buffer, atMost: Self.longestHead, orThrow: .headTooLong) else {
                    return nil
                }
                if line.isEmpty { return end() }
            case .untilClose, .upgraded:
                return readPart(&buffer, atMost: .max).map { .body($0) }
            }
        }
    }

    /// Says that the connection ended.
    ///
    /// - Throws: ``Violation/truncated`` within an answer.
    mutating func finish() throws(Violation) -> Event? {
        switch state {
        case .untilClose, .upgraded:
            state = .head
            return .end(isReusable: false)
        case .head: return nil
        default: throw .truncated
        }
    }

    private mutating func end() -> Event {
        state = .head
        return .end(isReusable: isKeptAlive)
    }

    private mutating func bodyState(of head: ResponseHead) throws(Violation) -> State {
        isKeptAlive = head["connection"]?.lowercased() != "close"
        if answersHead || head.status == 204 || head.status == 304 { return .empty }
        if let encoding = head["transfer-encoding"] {
            guard encoding.lowercased().hasSuffix("chunked") else {
                isKeptAlive = false
                return .untilClose
            }
            return .chunkSize
        }
        if let text = head["content-length"] {
            guard let length = Int(text), length >= 0, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
                throw .malformedLength
            }
            return .counted(length)
        }
        isKeptAlive = false
        return .untilClose
    }

    private func readPart(_ buffer: inout ByteBuffer, atMost limit: Int) -> ByteBuffer? {
        guard buffer.readableBytes > 0 else { return nil }
        return buffer.readSlice(length: min(limit, buffer.readableBytes))
    }

    /// A line without its line break, `\r\n` or `\n`; `nil` where it is not complete.
    private func readLine(
        _ buffer: inout ByteBuffer,
        atMost limit: Int,
        orThrow violation: Violation
    ) throws(Violation) -> ArraySlice<UInt8>? {
        let view = buffer.readableBytesView.prefix(limit + 2)
        guard let lineFeed = view.firstIndex(of: UInt8(ascii: "\n")) else {
            if view.count == limit + 2 { throw violation }
            return nil
        }
        let length = lineFeed - view.startIndex
        var line = (buffer.readBytes(length: length + 1) ?? [])[...].dropLast()
        if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
        guard line.count <= limit else { throw violation }
        return line
    }

    private func readHead(_ buffer: inout ByteBuffer) throws(Violation) -> ResponseHead? {
        guard let length = headLength(buffer) else {
            if buffer.readableBytes > Self.longestHead { throw .headTooLong }
            if buffer.readableBytes >= 5, !buffer.readableBytesView.starts(with: "HTTP/".utf8) {
                throw .malformedStatusLine
            }
            return nil
        }
        guard length <= Self.longestHead, let bytes = buffer.readBytes(length: length) else { throw .headTooLong }
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map { line in
            line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        }
        guard let first = lines.first else { throw .malformedStatusLine }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() where !line.isEmpty {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else {
                throw .malformedHeader
            }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            let value = String(decoding: trimmed(line[(colon + 1)...]), as: UTF8.self)
            headers[name] = headers[name].map { "\($0), \(value)" } ?? value
        }
        return ResponseHead(status: try status(first), headers: headers)
    }

    /// The length of the head with the empty line that ends it; `nil` where that has not come.
    private func headLength(_ buffer: ByteBuffer) -> Int? {
        let view = buffer.readableBytesView
        var lineStart = view.startIndex
        while let lineFeed = view[lineStart...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = view[lineStart..<lineFeed]
            if lineStart > view.startIndex, line.isEmpty || line.elementsEqual([UInt8(ascii: "\r")]) {
                return lineFeed - view.startIndex + 1
            }
            lineStart = lineFeed + 1
        }
        return nil
    }

    private func status(_ line: ArraySlice<UInt8>) throws(Violation) -> Int {
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard words.count >= 2, words[0].starts(with: "HTTP/1.".utf8), words[1].count == 3,
            let status = Int(String(decoding: words[1], as: UTF8.self)), (100..<600).contains(status)
        else { throw .malformedStatusLine }
        return status
    }

    private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var rest = bytes.drop(while: isSpace)
        while let last = rest.last, isSpace(last) { rest = rest.dropLast() }
        return rest
    }
}

extension ResponseParser.Violation: CustomStringConvertible {
    var description: String {
        switch self {
        case .malformedStatusLine: "no HTTP/1.1 status line"
        case .malformedHeader: "a header line without a colon"
        case .headTooLong: "a head of more than 256 kB"
        case .malformedLength: "a content length that is no number"
        case .malformedChunk: "a chunk without a size"
        case .truncated: "the end of the connection within an answer"
        }
    }
}
