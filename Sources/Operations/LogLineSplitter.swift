import EngineAPI
package import SessionEvents

/// Cuts the frames of a container's output into lines, each stream for itself.
package struct LogLineSplitter: Sendable {
    private var pending: [LogLine.Stream: [UInt8]] = [:]
    /// How long a line may grow before it is cut, so that output without line breaks cannot fill the memory.
    private static let longestLine = 1_048_576

    /// Creates a splitter.
    package init() {}

    /// Takes a frame's bytes.
    ///
    /// - Returns: the lines that are complete now, without their line breaks.
    package mutating func take(_ bytes: [UInt8], of stream: LogLine.Stream) -> [(stream: LogLine.Stream, text: String)]
    {
        var lines: [(LogLine.Stream, String)] = []
        var current = pending[stream] ?? []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") || current.count >= Self.longestLine {
                lines.append((stream, Self.text(current)))
                current = byte == UInt8(ascii: "\n") ? [] : [byte]
            } else {
                current.append(byte)
            }
        }
        pending[stream] = current
        return lines
    }

    /// The lines that the end of the output leaves without a line break.
    package mutating func finish() -> [(stream: LogLine.Stream, text: String)] {
        defer { pending = [:] }
        return [LogLine.Stream.output, .error].compactMap { stream in
            guard let rest = pending[stream], !rest.isEmpty else { return nil }
            return (stream, Self.text(rest))
        }
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes[...], as: UTF8.self)
    }
}
