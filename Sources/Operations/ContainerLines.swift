import EngineAPI
import EngineClient
import SessionEvents

/// The lines of one container's output, each with the time at which it was begun. One iteration only.
struct ContainerLines: AsyncSequence, Sendable {
    typealias Element = LogLineSplitter.Piece

    private let frames: OutputFrames

    /// Opens a container's output.
    ///
    /// - Throws: `EngineError`, `CancellationError`.
    init(of container: ContainerID, client: EngineClient, options: EngineClient.LogOptions) async throws {
        var options = options
        options.timestamps = true
        frames = try await client.logs(of: container, options)
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(frames: frames.makeAsyncIterator(), splitter: LogLineSplitter(isTerminal: frames.isTerminal))
    }

    struct Iterator: AsyncIteratorProtocol {
        var frames: OutputFrames.Iterator
        var splitter: LogLineSplitter
        var ready: ArraySlice<LogLineSplitter.Piece> = []
        var isOver = false

        mutating func next() async throws -> LogLineSplitter.Piece? {
            while true {
                if let piece = ready.popFirst() { return piece }
                if isOver { return nil }
                if let frame = try await frames.next() {
                    ready = splitter.take(frame)[...]
                } else {
                    isOver = true
                    ready = splitter.finish()[...]
                }
            }
        }
    }
}

extension LogLineSplitter.Piece {
    /// What is shown of the piece under a container's name.
    ///
    /// - Parameter showsTime: whether the line begins with its time.
    func line(from source: String, showingTime showsTime: Bool) -> LogLine {
        let beginsLine = part == .whole || part == .beginning
        return LogLine(
            source: source,
            stream: stream,
            bytes: showsTime && beginsLine ? Array("\(time) ".utf8) + bytes : bytes,
            part: part
        )
    }
}
