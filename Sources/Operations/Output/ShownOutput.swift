import EngineAPI
import SessionEvents

/// How much of a container's output was shown: a reading may break off anywhere, and the next one goes on right behind.
///
/// What was shown is told by times, since the engine can be asked for what was written from a time on. All records of a
/// long line have the time at which it was begun, so of a line whose end was not shown the bytes are counted, too.
struct ShownOutput: Sendable {
    /// A line of which something was shown, and not its line break.
    private struct OpenLine: Sendable {
        var time: EngineTimestamp
        /// How many of its bytes were shown.
        var count: Int
        /// How many of its bytes this reading has come past.
        var passed: Int
        /// Whether it was told to be over, since there was nothing more of it.
        var isEnded = false
    }

    /// From when on nothing was shown but open lines; `nil` is from the first line on.
    private var next: EngineTimestamp?
    /// What this reading skips, since it was shown before.
    private var limit: EngineTimestamp?
    private var open: [LogLine.Stream: OpenLine] = [:]

    /// Nothing was shown.
    ///
    /// - Parameter next: from when on lines are to be shown; `nil` is from the first.
    init(from next: EngineTimestamp? = nil) { self.next = next }

    /// From when on the next reading has to read; `nil` is from the first line.
    var since: EngineTimestamp? {
        guard let next else { return nil }
        return open.values.map(\.time).min().map { min($0, next) } ?? next
    }

    /// Begins a reading of what was written from ``since`` on.
    mutating func beginReading() {
        limit = next
        for stream in open.keys { open[stream]?.passed = 0 }
    }

    /// Takes the next piece of the reading.
    ///
    /// - Parameter isLast: whether no other reading follows, so that a line that has no line break is over with it.
    /// - Returns: what of it is to be shown; `nil` for nothing.
    mutating func take(_ piece: LogLineSplitter.Piece, isLast: Bool) -> LogLineSplitter.Piece? {
        guard let time = EngineTimestamp(piece.time) else { return piece }
        if let line = open[piece.stream], line.time == time { return goOn(line, with: piece, isLast: isLast) }
        if let limit, time < limit { return nil }
        if piece.isBroken && !isLast { return nil }
        switch piece.part {
        case .beginning:
            open[piece.stream] = OpenLine(time: time, count: piece.bytes.count, passed: piece.bytes.count)
        case .whole where piece.isBroken:
            open[piece.stream] = OpenLine(time: time, count: piece.bytes.count, passed: 0, isEnded: true)
        case .whole, .middle, .end: open[piece.stream] = nil
        }
        next = max(next ?? time, time.successor)
        return piece
    }

    private mutating func goOn(
        _ known: OpenLine,
        with piece: LogLineSplitter.Piece,
        isLast: Bool
    ) -> LogLineSplitter.Piece? {
        var line = known
        let skipped = min(line.count - line.passed, piece.bytes.count)
        line.passed += skipped
        let isEnd = piece.part == .end || piece.part == .whole
        if piece.isBroken && !isLast {
            open[piece.stream] = line
            return nil
        }
        var rest = piece
        rest.bytes = Array(piece.bytes.dropFirst(skipped))
        line.count += rest.bytes.count
        line.passed += rest.bytes.count
        let wasEnded = line.isEnded
        if isEnd {
            line.isEnded = true
            open[piece.stream] = piece.isBroken ? line : nil
        } else {
            if !rest.bytes.isEmpty { line.isEnded = false }
            open[piece.stream] = line
        }
        // What was told to be over needs no second end, and what comes of it nevertheless is a line of its own.
        guard !rest.bytes.isEmpty || (isEnd && !wasEnded) else { return nil }
        rest.part = isEnd ? (wasEnded ? .whole : .end) : (wasEnded ? .beginning : .middle)
        return rest
    }
}

extension EngineTimestamp {
    /// The next instant.
    fileprivate var successor: EngineTimestamp {
        nanoseconds == 999_999_999
            ? EngineTimestamp(seconds: seconds + 1)
            : EngineTimestamp(seconds: seconds, nanoseconds: nanoseconds + 1)
    }
}
