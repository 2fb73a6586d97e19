/// One line that a container wrote, or a part of one that is too long to be held in memory.
package struct LogLine: Sendable, Hashable {
    /// Where a line was written to.
    package enum Stream: String, Sendable, Hashable, Encodable {
        /// Standard output.
        case output
        /// Standard error.
        case error
    }

    /// How much of the line it is. The parts of a line come in order; lines of other containers may come in between.
    package enum Part: String, Sendable, Hashable, Encodable {
        /// The whole line.
        case whole
        /// The first part; at least one more follows, unless the output breaks off.
        case beginning
        /// A part in between.
        case middle
        /// The last part.
        case end
    }

    /// The container's name without its project, such as `web-1`; with ` ->` behind it for what hooks write in it.
    package var source: String
    /// Where it was written to.
    package var stream: Stream
    /// What was written, to the byte, without the line break (a carriage return belongs to the line); not necessarily
    /// text.
    package var bytes: [UInt8]
    /// How much of the line it is.
    package var part: Part

    /// The bytes as text, repaired where they are none.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Creates a line or a part of one.
    package init(source: String, stream: Stream, bytes: [UInt8], part: Part = .whole) {
        self.source = source
        self.stream = stream
        self.bytes = bytes
        self.part = part
    }

    /// Creates a whole line of text.
    package init(source: String, stream: Stream, text: String) {
        self.init(source: source, stream: stream, bytes: Array(text.utf8))
    }
}

extension LogLine: Encodable {
    private enum Key: String, CodingKey {
        case source, stream, part, text
    }

    /// Writes the line with its bytes as text.
    ///
    /// - Throws: `EncodingError`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(source, forKey: .source)
        try container.encode(stream, forKey: .stream)
        try container.encode(part, forKey: .part)
        try container.encode(text, forKey: .text)
    }
}
