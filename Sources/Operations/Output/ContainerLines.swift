import EngineAPI
import EngineClient
import SessionEvents

/// The lines of one container's output, each with the time at which it was begun if it is wanted. One iteration only.
struct ContainerLines: AsyncSequence, Sendable {
    typealias Element = LogLineSplitter.Piece

    private let frames: OutputFrames
    private let refusal: Refusal
    private let tail: LogTail
    private let hasTimes: Bool

    /// Opens a container's output.
    ///
    /// - Parameters:
    ///   - options: `tail` counts the engine's records here.
    ///   - tail: what the output begins with.
    ///   - hasTimes: whether times are wanted; the engine needs half as long again for lines with times.
    /// - Throws: `EngineError`, `CancellationError`.
    init(
        of container: ContainerID,
        client: EngineClient,
        options: EngineClient.LogOptions,
        from tail: LogTail = .everything,
        hasTimes: Bool = true
    ) async throws {
        var options = tail.applied(to: options)
        options.timestamps = hasTimes
        self.hasTimes = hasTimes
        self.tail = tail
        refusal = Refusal(container: container, client: client)
        frames = try await client.logs(of: container, options)
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(
            frames: frames.makeAsyncIterator(),
            splitter: LogLineSplitter(isTerminal: frames.isTerminal, hasTimes: hasTimes),
            tail: tail,
            refusal: refusal
        )
    }

    /// What becomes of the engine's own words in a container's output: they are none of it.
    struct Refusal: Sendable {
        let container: ContainerID
        let client: EngineClient

        /// The error that they stand for.
        ///
        /// - Throws: `EngineError.notFound` where the container is gone or about to go: its log went before it.
        func error(_ words: [UInt8]) async throws -> EngineError {
            let status = try await client.inspectContainer(container).state.status
            let request = "GET /containers/\(container)/logs"
            let text = String(decoding: words, as: UTF8.self).split(whereSeparator: \.isNewline).joined(separator: "; ")
            if status == .removing || status == .dead { return .conflict(.container(container), message: text) }
            return .rejected(request: request, status: 200, message: text)
        }
    }

    struct Iterator: AsyncIteratorProtocol {
        var frames: OutputFrames.Iterator
        var splitter: LogLineSplitter
        let tail: LogTail
        let refusal: Refusal
        /// Whether what comes is to be handed out.
        var hasBegun = false
        var ready: ArraySlice<LogLineSplitter.Piece> = []
        var isOver = false
        /// What is thrown once all that came before is handed out.
        private var failure: EngineError?

        init(frames: OutputFrames.Iterator, splitter: LogLineSplitter, tail: LogTail, refusal: Refusal) {
            (self.frames, self.splitter, self.tail, self.refusal) = (frames, splitter, tail, refusal)
        }

        /// The next piece; `nil` when there will be none.
        ///
        /// - Throws: `EngineError`, also where the engine breaks the output off in its own words; `CancellationError`.
        mutating func next() async throws -> LogLineSplitter.Piece? {
            while true {
                if let piece = ready.popFirst() {
                    if !hasBegun { hasBegun = tail.begins(with: piece) }
                    guard hasBegun else { continue }
                    return piece
                }
                if let failure { throw failure }
                if isOver { return nil }
                if let frame = try await frames.next() {
                    if frame.stream == .systemError {
                        failure = try await refusal.error(frame.bytes)
                        ready = splitter.finish()[...]
                        continue
                    }
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
    /// Whether it is a line or the first part of one.
    var beginsLine: Bool { part == .whole || part == .beginning }

    /// What is shown of the piece under a container's name.
    ///
    /// - Parameter showsTime: whether the line begins with its time.
    func line(from source: String, showingTime showsTime: Bool) -> LogLine {
        return LogLine(
            source: source,
            stream: stream,
            bytes: showsTime && beginsLine ? Array("\(time) ".utf8) + bytes : bytes,
            part: part
        )
    }
}
