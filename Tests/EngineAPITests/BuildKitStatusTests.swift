import EngineAPI
import TestSupport
import Testing

@Suite struct BuildKitStatusTests {
    /// Writes a field of a protobuf message.
    private func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        [number << 3 | 2] + varint(UInt64(bytes.count)) + bytes
    }

    private func field(_ number: UInt8, _ value: UInt64) -> [UInt8] { [number << 3] + varint(value) }

    private func varint(_ value: UInt64) -> [UInt8] {
        value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + varint(value >> 7)
    }

    @Test func readsAllParts() throws {
        let time = field(1, 1_795_514_143) + field(2, 5)
        let vertex =
            field(1, Array("sha256:v".utf8)) + field(2, Array("sha256:a".utf8)) + field(2, Array("sha256:b".utf8))
            + field(3, Array("RUN x".utf8)) + field(4, 1) + field(5, time) + field(6, time)
            + field(7, Array("bad".utf8))
            + field(8, [1, 2, 3])
        let status =
            field(1, Array("layer".utf8)) + field(2, Array("sha256:v".utf8)) + field(4, 300) + field(5, 1 << 40)
        let log = field(1, Array("sha256:v".utf8)) + field(3, 2) + field(4, Array("out\n".utf8))
        let warning = field(1, Array("sha256:v".utf8)) + field(3, Array("legacy".utf8)) + field(5, Array("http".utf8))
        let message = field(1, vertex) + field(2, status) + field(3, log) + field(4, warning)

        let read = try BuildKitStatus(protobuf: message)
        let step = try #require(read.vertices.first)
        #expect(step.digest == "sha256:v" && step.inputs == ["sha256:a", "sha256:b"] && step.name == "RUN x")
        #expect(step.isCached && step.error == "bad")
        #expect(step.started == EngineTimestamp(seconds: 1_795_514_143, nanoseconds: 5))
        #expect(read.statuses.first?.current == 300 && read.statuses.first?.total == 1 << 40)
        #expect(read.logs.first?.message == Array("out\n".utf8) && read.logs.first?.stream == 2)
        #expect(read.warnings.first?.message == "legacy" && read.warnings.first?.url == "http")
    }

    @Test func negativeAndFixedNumbers() throws {
        let bytes: [UInt8] = field(1, UInt64(bitPattern: -2)) + [0x15, 1, 0, 0, 0] + [0x19, 2, 0, 0, 0, 0, 0, 0, 0]
        var reader = ProtobufReader(bytes[...])
        #expect(try reader.next()?.value == .number(UInt64(bitPattern: -2)))
        #expect(try reader.next()?.value == .number(1))
        #expect(try reader.next()?.value == .number(2))
        #expect(try reader.next() == nil)
    }

    @Test(arguments: [
        ([0x0A] as [UInt8], ProtobufReader.Malformed.truncated),
        ([0x0A, 5, 1], .truncated),
        ([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1], .truncated),
        ([0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2], .oversizedNumber),
        ([0x0B], .unknownWireType(3)),
        ([0x15, 1], .truncated),
    ]) func malformedMessagesAreNamed(bytes: [UInt8], error: ProtobufReader.Malformed) {
        #expect(throws: error) { try BuildKitStatus(protobuf: bytes) }
    }

    /// No sequence of bytes may do more than be refused.
    @Test(arguments: UInt64(1)...100) func randomBytesAreHarmless(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) }
        _ = try? BuildKitStatus(protobuf: bytes)
    }
}
