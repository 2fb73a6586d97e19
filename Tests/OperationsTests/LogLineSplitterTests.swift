import EngineAPI
import Operations
import SessionEvents
import Testing

@Suite struct LogLineSplitterTests {
    private static let early = "2026-11-27T23:16:01.037592608Z"
    private static let late = "2026-11-27T23:16:01.038723774Z"

    /// A record as the engine sends it.
    private func record(_ content: [UInt8], at time: String = early) -> [UInt8] { Array("\(time) ".utf8) + content }

    /// The records of a line as the `json-file` driver keeps them.
    private func records(ofLine line: [UInt8], at time: String = early, endsLine: Bool = true) -> [[UInt8]] {
        var rest = line[...]
        var result: [[UInt8]] = []
        while rest.count >= LogLineSplitter.recordLength {
            result.append(record(Array(rest.prefix(LogLineSplitter.recordLength)), at: time))
            rest = rest.dropFirst(LogLineSplitter.recordLength)
        }
        return result + [record(Array(rest) + (endsLine ? [10] : []), at: time)]
    }

    private func split(_ frames: [LogFrame], isTerminal: Bool = false) -> [LogLineSplitter.Piece] {
        var splitter = LogLineSplitter(isTerminal: isTerminal)
        return frames.flatMap { splitter.take($0) } + splitter.finish()
    }

    private func split(records: [[UInt8]]) -> [LogLineSplitter.Piece] {
        split(records.map { LogFrame(stream: .stdout, bytes: $0) })
    }

    /// The lines with their parts put together.
    private func lines(_ pieces: [LogLineSplitter.Piece]) -> [[UInt8]] {
        pieces.reduce(into: []) { lines, piece in
            switch piece.part {
            case .whole, .beginning: lines.append(piece.bytes)
            case .middle, .end: lines[lines.count - 1] += piece.bytes
            }
        }
    }

    private func pattern(_ count: Int) -> [UInt8] {
        // All byte values but the line break.
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }.map { $0 == 10 ? 11 : $0 }
    }

    @Test func eachRecordIsALine() {
        let pieces = split(records: [record(Array("one\n".utf8)), record(Array("two\r\n".utf8), at: Self.late)])
        #expect(
            pieces == [
                .init(time: Self.early, stream: .output, bytes: Array("one".utf8)),
                .init(time: Self.late, stream: .output, bytes: Array("two\r".utf8)),
            ]
        )
    }

    /// What looks like a time belongs to the line.
    @Test(arguments: [true, false])
    func withoutTimesAllBytesAreTheLines(isTerminal: Bool) {
        let text = [Array("\(Self.early) one".utf8), [], pattern(20_000), pattern(600_000), Array("rest".utf8)]
        var splitter = LogLineSplitter(isTerminal: isTerminal, hasTimes: false)
        var pieces: [LogLineSplitter.Piece] = []
        var rest = Array(text.joined(separator: [10]))[...]
        while !rest.isEmpty {
            pieces += splitter.take(LogFrame(stream: .stdout, bytes: Array(rest.prefix(7_001))))
            rest = rest.dropFirst(7_001)
        }
        pieces += splitter.finish()
        #expect(lines(pieces) == text)
        #expect(pieces.allSatisfy { $0.time.isEmpty && $0.bytes.count <= 2 * LogLineSplitter.longestWholeLine })
        #expect(pieces.last?.isBroken == true)
    }

    @Test func emptyLinesAndSpacesStay() {
        let pieces = split(records: [record([10]), record(Array("  a  b \n".utf8)), record(Array("rest".utf8))])
        #expect(lines(pieces) == ["", "  a  b ", "rest"].map { Array($0.utf8) })
    }

    @Test(
        arguments: [
            0, 1, 16_383, 16_384, 16_385, 32_767, 32_768, 49_152, 50_000, 262_143, 262_144, 262_145, 1_048_576,
            3_000_000,
        ]
    )
    func aLineOfAnyLengthIsWholeToTheByte(length: Int) {
        let line = pattern(length)
        let pieces = split(records: records(ofLine: line) + [record(Array("next\n".utf8), at: Self.late)])
        #expect(lines(pieces) == [line, Array("next".utf8)])
        #expect(pieces.allSatisfy { $0.bytes.count <= 2 * LogLineSplitter.longestWholeLine })
        let isWhole = pieces.first?.part == .whole
        #expect(isWhole == (length <= LogLineSplitter.longestWholeLine))
        #expect(pieces.first?.time == Self.early && pieces.last?.time == Self.late)
    }

    @Test(arguments: [0, 1, 16_383, 16_384, 16_385, 32_768, 50_000, 600_000]) func aTerminalsLineIsWholeToTheByte(
        length: Int
    ) {
        let line = pattern(length)
        let stream = (records(ofLine: line) + [record(Array("next\r\n".utf8), at: Self.late)]).flatMap(\.self)
        for size in [1_000, 16_384, 70_000, stream.count] {
            let frames = stride(from: 0, to: stream.count, by: size).map {
                LogFrame(stream: .stdout, bytes: Array(stream[$0..<min($0 + size, stream.count)]))
            }
            #expect(lines(split(frames, isTerminal: true)) == [line, Array("next\r".utf8)], "pieces of \(size)")
        }
    }

    @Test func aTerminalsBytesMayComeOneByOne() {
        let stream = (records(ofLine: pattern(40_000)) + [record(Array("x".utf8), at: Self.late)]).flatMap(\.self)
        let frames = stream.map { LogFrame(stream: .stdout, bytes: [$0]) }
        #expect(lines(split(frames, isTerminal: true)) == [pattern(40_000), Array("x".utf8)])
    }

    @Test func aTimeThatAContainerWroteStays() {
        let text = Array("\(Self.early) \(Self.late) x".utf8)
        let long = text + pattern(LogLineSplitter.recordLength - text.count) + text
        #expect(lines(split(records: records(ofLine: text))) == [text])
        #expect(lines(split(records: records(ofLine: long))) == [long])
        let stream = records(ofLine: long).flatMap(\.self)
        #expect(lines(split([LogFrame(stream: .stdout, bytes: stream)], isTerminal: true)) == [long])
    }

    @Test func charactersMayBeCutAnywhere() {
        let line = Array(String(repeating: "é€😀", count: 9_000).utf8)
        #expect(lines(split(records: records(ofLine: line))) == [line])
    }

    @Test func frameMayArriveInPieces() {
        let bytes = records(ofLine: pattern(20_000)).flatMap {
            FrameDecoder.encode(LogFrame(stream: .stderr, bytes: $0))
        }
        for size in [1, 7, 1_000, 20_000] {
            var decoder = FrameDecoder()
            var splitter = LogLineSplitter(isTerminal: false)
            var pieces: [LogLineSplitter.Piece] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                let frames = (try? decoder.decode(bytes[start..<min(start + size, bytes.count)])) ?? []
                pieces += frames.flatMap { splitter.take($0) }
            }
            pieces += splitter.finish()
            #expect(
                pieces == [.init(time: Self.early, stream: .error, bytes: pattern(20_000))],
                "pieces of \(size)"
            )
        }
    }

    @Test func theStreamsAreCutEachForItself() {
        let out = records(ofLine: pattern(20_000))
        let pieces = split([
            LogFrame(stream: .stdout, bytes: out[0]),
            LogFrame(stream: .stderr, bytes: record(Array("oops\n".utf8), at: Self.late)),
            LogFrame(stream: .stdout, bytes: out[1]),
        ])
        #expect(
            pieces == [
                .init(time: Self.late, stream: .error, bytes: Array("oops".utf8)),
                .init(time: Self.early, stream: .output, bytes: pattern(20_000)),
            ]
        )
    }

    /// The `local` driver of Docker Engine 20.10 leaves out the line break of a line of several records.
    @Test func aForgottenLineBreakIsFoundByTheTime() {
        for length in [20_000, 32_768] {
            let pieces = split(
                records: records(ofLine: pattern(length), endsLine: false)
                    + [record(Array("next\n".utf8), at: Self.late)]
            )
            #expect(lines(pieces) == [pattern(length), Array("next".utf8)])
        }
    }

    /// A run that ended without a line break, and the first line of the next run.
    @Test func aRunsRestIsALineOfItsOwn() {
        let pieces = split(records: [record(Array("rest".utf8)), record(Array("next\n".utf8), at: Self.late)])
        #expect(lines(pieces) == ["rest", "next"].map { Array($0.utf8) })
    }

    /// The `journald` driver gives each record the time of its own writing.
    @Test func aFullRecordGoesOnWhateverItsTime() {
        let line = pattern(16_384 + 10)
        let pieces = split(
            records: [record(Array(line.prefix(16_384))), record(Array(line.suffix(10)) + [10], at: Self.late)]
        )
        #expect(pieces == [.init(time: Self.early, stream: .output, bytes: line)])
    }

    @Test func theEnginesOwnWordsAreShownAsTheyAre() {
        let pieces = split([LogFrame(stream: .systemError, bytes: Array("Error grabbing logs: unexpected EOF\n".utf8))])
        #expect(pieces == [.init(time: "", stream: .error, bytes: Array("Error grabbing logs: unexpected EOF".utf8))])
    }
}
