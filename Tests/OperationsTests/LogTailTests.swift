import EngineAPI
import EngineClient
import SessionEvents
import Testing

@testable import Operations

@Suite struct LogTailTests {
    private func time(_ nanoseconds: Int) -> String {
        "2026-11-27T23:16:01.\(String(nanoseconds + 1_000_000_000).dropFirst())Z"
    }

    private func piece(
        _ nanoseconds: Int,
        _ part: LogLine.Part = .whole,
        _ stream: LogLine.Stream = .output
    ) -> LogLineSplitter.Piece {
        .init(time: time(nanoseconds), stream: stream, bytes: [], part: part)
    }

    private func found(
        _ count: Int,
        of pieces: [LogLineSplitter.Piece],
        from start: Int?
    ) -> LogTail? {
        var last = LogTail.LastLines(limit: count)
        for piece in pieces { last.note(piece) }
        return last.tail(since: start.flatMap { EngineTimestamp(time($0)) }, in: 10)
    }

    @Test func partsAreOneLine() throws {
        let pieces = [piece(1), piece(2, .beginning), piece(2, .middle), piece(2, .end), piece(3)]
        let tail = try #require(found(2, of: pieces, from: 1))
        #expect(pieces.map(tail.begins) == [false, true, false, false, false])
    }

    @Test func aLineThatBeganBeforeTheFirstRecordIsNotCounted() {
        // The rest of a line has the line's time, and so has the first record.
        #expect(found(2, of: [piece(1), piece(2)], from: 1) == nil)
        #expect(found(1, of: [piece(1), piece(2)], from: 1) != nil)
        // The other stream's line may come to its end later.
        #expect(found(2, of: [piece(2, .whole, .error), piece(1)], from: 1) == nil)
        #expect(found(2, of: [piece(1)], from: 1) == nil)
    }

    @Test func ofAllThatThereIsTheLastLinesAreShown() throws {
        let pieces = [piece(1), piece(2), piece(3)]
        #expect(try pieces.map(#require(found(2, of: pieces, from: nil)).begins) == [false, true, false])
        #expect(try pieces.map(#require(found(3, of: pieces, from: nil)).begins) == [true, false, false])
        #expect(found(4, of: pieces, from: nil) == nil)
    }

    @Test func theOrderIsTheLogsAndNotThatOfTimes() throws {
        let pieces = [piece(1), piece(4, .whole, .error), piece(3), piece(5)]
        let tail = try #require(found(2, of: pieces, from: 1))
        #expect(tail.earliest == EngineTimestamp(time(3)))
        #expect(pieces.map(tail.begins) == [false, false, true, false])
        let options = tail.applied(to: .init(since: EngineTimestamp(time(2))))
        #expect(options.since == EngineTimestamp(time(3)))
        #expect(tail.applied(to: .init(since: EngineTimestamp(time(4)))).since == EngineTimestamp(time(4)))
        #expect(options.tail == 1_010)
    }

    @Test func whatCameAfterIsShownWhenTheLinesAreGone() throws {
        let tail = try #require(found(1, of: [piece(1), piece(2)], from: 1))
        #expect(tail.begins(with: piece(7)))
        #expect(!tail.begins(with: piece(7, .end)))
    }
}
