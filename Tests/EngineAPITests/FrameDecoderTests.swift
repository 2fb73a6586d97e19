import EngineAPI
import TestSupport
import Testing

@Suite struct FrameDecoderTests {
    private let frames = [
        LogFrame(stream: .stdout, bytes: Array("one\n".utf8)),
        LogFrame(stream: .stderr, bytes: []),
        LogFrame(stream: .stderr, bytes: Array(repeating: 7, count: 300)),
        LogFrame(stream: .stdout, bytes: [0]),
    ]

    /// Pieces of the same frame, put together again: an empty frame gives no piece.
    private func joined(_ pieces: [LogFrame]) -> [UInt8: [UInt8]] {
        pieces.reduce(into: [:]) { $0[$1.stream.rawValue, default: []] += $1.bytes }
    }

    @Test(arguments: [1, 2, 3, 7, 8, 9, 100, 1_000]) func piecesOfAnyLength(length: Int) throws {
        let bytes = frames.flatMap(FrameDecoder.encode)
        var decoder = FrameDecoder()
        var pieces: [LogFrame] = []
        for start in stride(from: 0, to: bytes.count, by: length) {
            pieces += try decoder.decode(bytes[start..<min(start + length, bytes.count)])
        }
        try decoder.finish()
        #expect(joined(pieces) == joined(frames))
        #expect(pieces.allSatisfy { !$0.bytes.isEmpty })
    }

    @Test(arguments: UInt64(1)...50) func randomPieces(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let frames = (0..<20).map { _ in
            LogFrame(
                stream: Bool.random(using: &random) ? .stdout : .stderr,
                bytes: (0..<Int.random(in: 0...70, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
                }
            )
        }
        var rest = frames.flatMap(FrameDecoder.encode)[...]
        var decoder = FrameDecoder()
        var pieces: [LogFrame] = []
        while !rest.isEmpty {
            let part = rest.prefix(Int.random(in: 0...20, using: &random))
            rest = rest.dropFirst(part.count)
            pieces += try decoder.decode(part)
        }
        try decoder.finish()
        #expect(joined(pieces) == joined(frames))
    }

    @Test func aLongFrameIsNotHeldBack() throws {
        var decoder = FrameDecoder()
        #expect(try decoder.decode([1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]) == [])
        #expect(try decoder.decode([1, 2, 3]) == [LogFrame(stream: .stdout, bytes: [1, 2, 3])])
        #expect(throws: FrameDecoder.Violation.truncated(missing: 0xFFFF_FFFF - 3)) { try decoder.finish() }
    }

    @Test func violationsAreNamed() throws {
        var decoder = FrameDecoder()
        #expect(throws: FrameDecoder.Violation.unknownStream(72)) { try decoder.decode(Array("HTTP/1.1".utf8)) }
        decoder = FrameDecoder()
        #expect(throws: FrameDecoder.Violation.malformedHeader([1, 0, 0, 1, 0, 0, 0, 1])) {
            try decoder.decode([1, 0, 0, 1, 0, 0, 0, 1])
        }
        decoder = FrameDecoder()
        _ = try decoder.decode([1, 0, 0])
        #expect(throws: FrameDecoder.Violation.truncated(missing: 5)) { try decoder.finish() }
    }
}
