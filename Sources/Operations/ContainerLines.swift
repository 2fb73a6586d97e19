import EngineAPI
import EngineClient
import SessionEvents

/// The lines of one container's output, each with the time at which it was written.
struct ContainerLines: AsyncSequence, Sendable {
    /// One line.
    struct Element: Sendable {
        /// When it was written, as the engine writes times; such texts sort by time.
        var time: String
        /// The line.
        var line: LogLine
    }

    private let frames: OutputFrames
    private let source: String

    /// Opens a container's output.
    ///
    /// - Parameter source: the name that the lines get.
    init(
        of container: ContainerID,
        source: String,
        client: EngineClient,
        options: EngineClient.LogOptions
    ) async throws {
        var options = options
        options.timestamps = true
        frames = try await client.logs(of: container, options)
        self.source = source
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(frames: frames.makeAsyncIterator(), source: source)
    }

    struct Iterator: AsyncIteratorProtocol {
        var frames: OutputFrames.Iterator
        let source: String
        var splitter = LogLineSplitter()
        var ready: ArraySlice<ContainerLines.Element> = []
        var isOver = false

        mutating func next() async throws -> ContainerLines.Element? {
            while true {
                if let element = ready.popFirst() { return element }
                if isOver { return nil }
                let lines: [(stream: LogLine.Stream, text: String)]
                if let frame = try await frames.next() {
                    lines = splitter.take(frame.bytes, of: frame.stream == .stderr ? .error : .output)
                } else {
                    isOver = true
                    lines = splitter.finish()
                }
                ready =
                    lines.map { stream, text in
                        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
                        return ContainerLines.Element(
                            time: parts.first.map(String.init) ?? "",
                            line: LogLine(source: source, stream: stream, text: parts.count > 1 ? String(parts[1]) : "")
                        )
                    }[...]
            }
        }
    }
}
