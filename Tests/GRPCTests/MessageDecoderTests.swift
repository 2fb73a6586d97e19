import Testing

@testable import GRPC

@Suite struct MessageDecoderTests {
    @Test(arguments: [1, 2, 5, 100]) func messagesComeInAnyPieces(piece: Int) throws {
        let messages: [[UInt8]] = [[1, 2, 3], [], [UInt8](repeating: 9, count: 300)]
        var rest = messages.flatMap(MessageDecoder.encode)[...]
        var decoder = MessageDecoder()
        var decoded: [[UInt8]] = []
        while !rest.isEmpty {
            decoded += try decoder.decode(Array(rest.prefix(piece)))
            rest = rest.dropFirst(piece)
        }
        #expect(decoded == messages)
    }

    @Test func whatCannotBeReadIsRefused() {
        var decoder = MessageDecoder()
        #expect(throws: CallStatus(.unimplemented, "a compressed message")) { try decoder.decode([1, 0, 0, 0, 0]) }
        #expect(throws: CallStatus(.resourceExhausted, "a message of 4294967295 bytes")) {
            try MessageDecoder().decoded([0, 255, 255, 255, 255])
        }
    }

    @Test(arguments: [("", []), ("AQID", [1, 2, 3]), ("AQI=", [1, 2]), ("AQI", [1, 2]), ("-_8", [251, 255])])
    func detailsAreText(text: String, bytes: [UInt8]) {
        #expect(Base64.decode(text) == bytes)
        #expect(Base64.decode(text + "!") == nil || text.hasSuffix("="))
    }
}

extension MessageDecoder {
    fileprivate func decoded(_ bytes: [UInt8]) throws -> [[UInt8]] {
        var copy = self
        return try copy.decode(bytes)
    }
}
