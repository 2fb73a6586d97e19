import EngineAPI
import EngineClient
import SessionEvents

/// Where the last lines of a container's output begin.
///
/// The engine counts records, and a line of more than 16 KiB has several (see ``LogLineSplitter``). So it is asked for so
/// many of the last records that the lines are in them from their beginnings. What is read is not kept, only when each of
/// the lines was begun.
struct LogTail: Sendable, Hashable {
    /// The first of the lines; `nil` if everything there is belongs to them.
    var first: Line?
    /// When the earliest of the lines was begun: containers' two streams are not noted in the strict order of time.
    var earliest: EngineTimestamp?
    /// When the latest of the lines was begun.
    var latest: EngineTimestamp?
    /// So many of the engine's last records hold the lines, unless more was written since; `nil` is all.
    var records: Int?

    /// A line, by what tells it from others.
    struct Line: Sendable, Hashable {
        var time: EngineTimestamp
        var stream: LogLine.Stream
    }

    /// All lines.
    static let everything = LogTail()

    /// How much is asked for beyond what was found, for what is written meanwhile.
    private static let margin = 1_000

    /// Finds the last `count` lines, or all if there are no more.
    ///
    /// - Parameter count: more than 0; `nil` is all.
    /// - Throws: `EngineError`, `CancellationError`.
    static func find(_ count: Int?, of container: ContainerID, client: EngineClient) async throws -> LogTail {
        guard let count else { return .everything }
        // With the record before, a line that begins with the first record is told from the rest of one.
        var records = count.addingReportingOverflow(1).partialValue
        while records > count {
            let lines = try await ContainerLines(of: container, client: client, options: .init(tail: records))
            var last = LastLines(limit: count)
            var iterator = lines.makeAsyncIterator()
            while let piece = try await iterator.next() { last.note(piece) }
            let isEverything = iterator.splitter.recordCount < records
            let start = isEverything ? nil : iterator.splitter.firstRecordTime
            if let tail = last.tail(since: start, in: records) { return tail }
            if isEverything { return .everything }
            records = records.multipliedReportingOverflow(by: 4).partialValue
        }
        return .everything
    }

    /// The beginnings of the last lines that were noted.
    struct LastLines {
        private let limit: Int
        private var lines: [Line] = []
        /// Where the oldest one is, once there are as many as are wanted.
        private var oldest = 0

        init(limit: Int) { self.limit = limit }

        mutating func note(_ piece: LogLineSplitter.Piece) {
            guard piece.beginsLine, let time = EngineTimestamp(piece.time) else { return }
            let line = Line(time: time, stream: piece.stream)
            if lines.count < limit {
                lines.append(line)
            } else {
                lines[oldest] = line
                oldest = (oldest + 1) % limit
            }
        }

        /// The tail that consists of the lines; `nil` when they are too few, or one may have begun before the first record.
        ///
        /// - Parameter start: the time of the first record; `nil` if there is nothing before it.
        func tail(since start: EngineTimestamp?, in records: Int) -> LogTail? {
            let times = lines.map(\.time)
            guard lines.count == limit, let earliest = times.min(), start.map({ earliest > $0 }) ?? true else {
                return nil
            }
            let (sum, isTooMuch) = records.addingReportingOverflow(margin)
            return LogTail(
                first: lines[oldest],
                earliest: earliest,
                latest: times.max(),
                records: isTooMuch ? nil : sum
            )
        }
    }

    /// The options that read the lines, and what comes after them.
    func applied(to options: EngineClient.LogOptions) -> EngineClient.LogOptions {
        guard first != nil else { return options }
        var options = options
        options.tail = records
        if let earliest { options.since = options.since.map { max($0, earliest) } ?? earliest }
        return options
    }

    /// Whether a piece begins the first of the lines, or what came after them if they are gone.
    func begins(with piece: LogLineSplitter.Piece) -> Bool {
        guard let first, let latest else { return true }
        guard piece.beginsLine, let time = EngineTimestamp(piece.time) else { return false }
        return time > latest || Line(time: time, stream: piece.stream) == first
    }
}
