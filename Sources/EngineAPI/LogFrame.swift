/// A piece of a container's or an `exec`'s output.
package struct LogFrame: Hashable, Sendable {
    /// Where it was written to.
    package var stream: Stream
    /// The bytes, which need not end at a line's or a character's end.
    package var bytes: [UInt8]

    /// Creates a piece.
    package init(stream: Stream, bytes: [UInt8]) {
        self.stream = stream
        self.bytes = bytes
    }

    /// The streams of a process.
    package enum Stream: UInt8, Hashable, Sendable, Codable {
        /// Standard input, which only some engines echo.
        case stdin = 0
        /// Standard output; all output of a process with a terminal.
        case stdout = 1
        /// Standard error.
        case stderr = 2
        /// The engine's own words on why the stream broke off.
        case systemError = 3
    }
}
