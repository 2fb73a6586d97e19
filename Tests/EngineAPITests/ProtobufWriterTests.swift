import EngineAPI
import Testing

@Suite struct ProtobufWriterTests {
    /// The examples of protobuf.dev, "Encoding".
    @Test func fieldsAreWrittenAsDocumented() {
        var message = ProtobufWriter()
        message.write(1, UInt64(150))
        message.write(2, "testing")
        #expect(message.bytes == [0x08, 0x96, 0x01, 0x12, 0x07] + Array("testing".utf8))
        var nested = ProtobufWriter()
        nested.writeMessage(3, [0x08, 0x96, 0x01])
        #expect(nested.bytes == [0x1A, 0x03, 0x08, 0x96, 0x01])
        var negative = ProtobufWriter()
        negative.write(1, Int64(-2))
        #expect(negative.bytes == [0x08, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01])
    }

    @Test func whatIsNothingIsLeftOut() {
        var message = ProtobufWriter()
        message.write(1, UInt64(0))
        message.write(2, "")
        message.write(3, [UInt8]())
        #expect(message.bytes == [])
        message.writeMessage(4, [])
        message.write(5, ["b": "2", "a": ""])
        #expect(message.bytes == [0x22, 0, 0x2A, 3, 0x0A, 1, 0x61, 0x2A, 6, 0x0A, 1, 0x62, 0x12, 1, 0x32])
    }

    @Test func theReaderReadsWhatIsWritten() throws {
        var message = ProtobufWriter()
        message.write(1, UInt64.max)
        message.write(16_000, [UInt8](repeating: 3, count: 300))
        var reader = ProtobufReader(message.bytes[...])
        let (first, second) = (try reader.next(), try reader.next())
        #expect(first?.number == 1 && first?.value == .number(.max))
        #expect(second?.number == 16_000 && second?.value == .bytes([UInt8](repeating: 3, count: 300)[...]))
        #expect(try reader.next() == nil)
    }
}
