import EngineAPI
import SessionEvents
import TestSupport
import Testing

@testable import Operations

/// Readings of a container's output that break off anywhere show every byte once.
@Suite struct ShownOutputTests {
    /// What the engine keeps: a line, or a piece of 16 KiB of one.
    private struct Record {
        var time: EngineTimestamp
        var stream: LogFrame.Stream
        var content: [UInt8]

        var frame: LogFrame { LogFrame(stream: stream, bytes: Array("\(time) ".utf8) + content) }
    }

    private static func time(_ number: Int) -> EngineTimestamp {
        EngineTimestamp(seconds: 1_800_000_000, nanoseconds: Int32(number) * 1_000)
    }

    /// The records of a line; all have the time at which it was begun.
    private static func records(_ line: [UInt8], _ number: Int, _ stream: LogFrame.Stream, ends: Bool) -> [Record] {
        var rest = (line + (ends ? [10] : []))[...]
        var result: [Record] = []
        while rest.count > LogLineSplitter.recordLength {
            let piece = rest.prefix(LogLineSplitter.recordLength)
            result.append(Record(time: time(number), stream: stream, content: Array(piece)))
            rest = rest.dropFirst(piece.count)
        }
        return result + [Record(time: time(number), stream: stream, content: Array(rest))]
    }

    /// What people see of one stream.
    private static func text(_ pieces: [LogLineSplitter.Piece], _ stream: LogLine.Stream) -> [UInt8] {
        pieces.filter { $0.stream == stream }.flatMap { piece in
            piece.bytes + (piece.part == .whole || piece.part == .end ? [10] : [])
        }
    }

    /// One reading, of so many records; as the engine sends them.
    private static func read(
        _ log: [Record],
        count: Int,
        isLast: Bool,
        _ shown: inout ShownOutput
    ) -> [LogLineSplitter.Piece] {
        let wanted = log.filter { record in shown.since.map { record.time >= $0 } ?? true }.prefix(count)
        var splitter = LogLineSplitter(isTerminal: false)
        let pieces = wanted.flatMap { splitter.take($0.frame) } + splitter.finish()
        shown.beginReading()
        return pieces.compactMap { shown.take($0, isLast: isLast) }
    }

    @Test func theRestOfALongLineIsShownByTheNextReading() {
        let line = (0..<1_000_000).map { UInt8(97 + $0 % 26) }
        let log =
            Self.records(line, 1, .stdout, ends: true) + Self.records(Array("last".utf8), 2, .stdout, ends: false)
        for count in [1, 17, 40, 61, 62] {
            var shown = ShownOutput()
            let pieces =
                Self.read(log, count: count, isLast: false, &shown) + Self.read(log, count: .max, isLast: true, &shown)
            #expect(Self.text(pieces, .output) == line + [10] + Array("last\n".utf8) ? true : false, "\(count)")
            #expect(Self.read(log, count: .max, isLast: true, &shown) == [], "\(count)")
        }
    }

    @Test(arguments: 0..<60) func everyByteIsShownOnceHoweverReadingsBreakOff(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var log: [Record] = []
        var written: [LogFrame.Stream: [UInt8]] = [.stdout: [], .stderr: []]
        for number in 1...8 {
            let stream: LogFrame.Stream = random.next() % 3 == 0 ? .stderr : .stdout
            let length = [0, 5, 16_383, 16_384, 40_000, 300_000, 700_000][Int(random.next() % 7)]
            let letter = UInt8(97 + number)
            let line = [UInt8](repeating: letter, count: length) + [UInt8(ascii: "|")]
            log += Self.records(line, number, stream, ends: number < 8)
            written[stream]? += line + [10]
        }
        var shown = ShownOutput()
        var pieces: [LogLineSplitter.Piece] = []
        for _ in 0..<Int(random.next() % 6) {
            pieces += Self.read(log, count: Int(random.next() % UInt64(log.count + 1)), isLast: false, &shown)
        }
        pieces += Self.read(log, count: .max, isLast: true, &shown)
        for (stream, kind) in [(LogFrame.Stream.stdout, LogLine.Stream.output), (.stderr, .error)] {
            #expect(Self.text(pieces, kind) == written[stream] ? true : false, "\(kind)")
        }
    }

    @Test func whatComesOfALineThatWasToldToBeOverIsALineOfItsOwn() {
        let log = Self.records(Array("half and more".utf8), 1, .stdout, ends: true)
        let half = [Record(time: Self.time(1), stream: .stdout, content: Array("half".utf8))]
        var shown = ShownOutput()
        let pieces = Self.read(half, count: 1, isLast: true, &shown) + Self.read(log, count: 1, isLast: true, &shown)
        #expect(Self.text(pieces, .output) == Array("half\n and more\n".utf8))
    }

    /// As Podman tells times.
    @Test func whatIsWrittenInASecondOfWhichSomethingWasShownComesOnce() {
        let second = EngineTimestamp(seconds: 1_800_000_000)
        let log = ["a", "b", "c", "d"].map { text in
            Record(time: second, stream: text == "b" ? .stderr : .stdout, content: Array("\(text)\n".utf8))
        }
        for count in 0...4 {
            var shown = ShownOutput()
            let pieces =
                Self.read(log, count: count, isLast: false, &shown) + Self.read(log, count: .max, isLast: true, &shown)
            #expect(Self.text(pieces, .output) == Array("a\nc\nd\n".utf8), "\(count)")
            #expect(Self.text(pieces, .error) == Array("b\n".utf8), "\(count)")
            #expect(Self.read(log, count: .max, isLast: true, &shown) == [], "\(count)")
        }
    }

    @Test func theNextRunGoesOnBehindALineWithoutABreak() {
        let first = Self.records(Array("rest".utf8), 1, .stdout, ends: false)
        let both = first + Self.records(Array("next".utf8), 2, .stdout, ends: true)
        var shown = ShownOutput()
        let pieces =
            Self.read(first, count: .max, isLast: true, &shown) + Self.read(both, count: .max, isLast: false, &shown)
        #expect(Self.text(pieces, .output) == Array("rest\nnext\n".utf8))
    }
}
