/// A piece of a container's or an `exec`'s output.
package struct LogFrame: Hashable, Sendable {
    /// Where it was written to.
    package var stream: Stream
    /// The bytes, which need not end at a line's or a character's end.
    package var bytes: [UInt8]
    /// Whether it goes on with the engine's frame that the piece before it began.
    package var continuesFrame: Bool

    /// Creates a piece; by default one that begins a frame.
    package init(stream: Stream, bytes: [UInt8], continuesFrame: Bool = false) {
        self.stream = stream
        self.bytes = bytes
        self.continuesFrame = continuesFrame
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
