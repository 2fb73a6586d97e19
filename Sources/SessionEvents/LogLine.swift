/// One line that a container wrote.
package struct LogLine: Sendable, Hashable {
    /// Where a line was written to.
    package enum Stream: Sendable, Hashable {
        /// Standard output.
        case output
        /// Standard error.
        case error
    }

    /// The container's name without its project, such as `web-1`.
    package var source: String
    /// Where it was written to.
    package var stream: Stream
    /// The text without its line break; not necessarily valid UTF-8 at the container's end, repaired here.
    package var text: String

    /// Creates a line.
    package init(source: String, stream: Stream, text: String) {
        self.source = source
        self.stream = stream
        self.text = text
    }
}
