import EngineAPI
import SessionEvents

/// How much of a container's output was shown: a reading may break off anywhere, and the next one goes on right behind.
///
/// What was shown is told by times, since the engine can be asked for what was written from a time on. All records of a
/// long line have the time at which it was begun, so of a line whose end was not shown the bytes are counted, too. Where
/// times are whole seconds, as Podman's are, what was shown of the last one is counted as well.
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

    /// The last second of which something was shown.
    private struct Second: Sendable {
        var time: EngineTimestamp
        /// How many lines of each stream were shown, or begun.
        var shown: [LogLine.Stream: Int]
        /// How many of them this reading has come past.
        var passed: [LogLine.Stream: Int]
    }

    /// From when on nothing was shown but open lines, and some of ``second``; `nil` is from the first line on.
    private var next: EngineTimestamp?
    /// What later lines are not told from by their times; `nil` where these are exact.
    private var second: Second?
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
        return (open.values.map(\.time) + [second?.time ?? next]).min()
    }

    /// Whether the last time was a whole second.
    var endsWithWholeSecond: Bool { second != nil }

    /// Begins a reading of what was written from ``since`` on.
    mutating func beginReading() {
        limit = next
        for stream in open.keys { open[stream]?.passed = 0 }
        second?.passed = [:]
    }

    /// Takes the next piece of the reading.
    ///
    /// - Parameter isLast: whether no other reading follows, so that a line that has no line break is over with it.
    /// - Returns: what of it is to be shown; `nil` for nothing.
    mutating func take(_ piece: LogLineSplitter.Piece, isLast: Bool) -> LogLineSplitter.Piece? {
        guard let time = EngineTimestamp(piece.time) else { return piece }
        let ahead = piece.beginsLine ? pass(piece.stream, at: time) : 0
        if let line = open[piece.stream], line.time == time, let ahead {
            return ahead > 0 ? nil : goOn(line, with: piece, isLast: isLast)
        }
        if let limit, time < limit, ahead != nil { return nil }
        if piece.isBroken && !isLast { return nil }
        switch piece.part {
        case .beginning:
            open[piece.stream] = OpenLine(time: time, count: piece.bytes.count, passed: piece.bytes.count)
        case .whole where piece.isBroken:
            open[piece.stream] = OpenLine(time: time, count: piece.bytes.count, passed: 0, isEnded: true)
        case .whole, .middle, .end: open[piece.stream] = nil
        }
        if piece.beginsLine { count(piece.stream, at: time) }
        next = max(next ?? time, time.successor)
        return piece
    }

    /// Comes past a line that this reading begins.
    ///
    /// - Returns: how many lines come behind it that were shown, too; 0 where its time tells; `nil` if it is new.
    private mutating func pass(_ stream: LogLine.Stream, at time: EngineTimestamp) -> Int? {
        guard let second, second.time == time else { return 0 }
        let (shown, passed) = (second.shown[stream, default: 0], second.passed[stream, default: 0])
        guard passed < shown else { return nil }
        self.second?.passed[stream] = passed + 1
        return shown - passed - 1
    }

    /// Takes down that a line is shown, or its beginning.
    private mutating func count(_ stream: LogLine.Stream, at time: EngineTimestamp) {
        if second?.time == time {
            second?.shown[stream, default: 0] += 1
            second?.passed[stream, default: 0] += 1
        } else if next.map({ time >= $0 }) ?? true {
            second = time.nanoseconds == 0 ? Second(time: time, shown: [stream: 1], passed: [stream: 1]) : nil
        }
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
