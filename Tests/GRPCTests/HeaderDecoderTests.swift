import Testing

@testable import GRPC

/// The examples of RFC 7541, appendix C: heads that follow on each other, with and without the code of frequent characters.
@Suite struct HeaderDecoderTests {
    private static let requests: [[HeaderField]] = [
        [
            HeaderField(":method", "GET"), HeaderField(":scheme", "http"), HeaderField(":path", "/"),
            HeaderField(":authority", "www.example.com"),
        ],
        [
            HeaderField(":method", "GET"), HeaderField(":scheme", "http"), HeaderField(":path", "/"),
            HeaderField(":authority", "www.example.com"), HeaderField("cache-control", "no-cache"),
        ],
        [
            HeaderField(":method", "GET"), HeaderField(":scheme", "https"), HeaderField(":path", "/index.html"),
            HeaderField(":authority", "www.example.com"), HeaderField("custom-key", "custom-value"),
        ],
    ]

    @Test func headsReferToEarlierOnes() throws {
        var decoder = HeaderDecoder()
        for (block, fields) in zip(
            [
                "828684410f7777772e6578616d706c652e636f6d", "828684be58086e6f2d6361636865",
                "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565",
            ],
            Self.requests
        ) {
            #expect(try decoder.decode(Self.bytes(block)) == fields)
        }
    }

    @Test func textsMayBeCoded() throws {
        var decoder = HeaderDecoder()
        for (block, fields) in zip(
            [
                "828684418cf1e3c2e5f23a6ba0ab90f4ff", "828684be5886a8eb10649cbf",
                "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf",
            ],
            Self.requests
        ) {
            #expect(try decoder.decode(Self.bytes(block)) == fields)
        }
    }

    @Test func whatThereIsNoPlaceForIsForgotten() throws {
        var decoder = HeaderDecoder()
        // The table is made as small as in the examples of answers, C.6, and lines push others out of it.
        #expect(try decoder.decode(Self.bytes("3fe101")) == [])
        let first = try decoder.decode(
            Self.bytes(
                "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3"
            )
        )
        #expect(
            first == [
                HeaderField(":status", "302"), HeaderField("cache-control", "private"),
                HeaderField("date", "Mon, 21 Oct 2013 20:13:21 GMT"),
                HeaderField("location", "https://www.example.com"),
            ]
        )
        #expect(try decoder.decode(Self.bytes("4883640effc1c0bf")).first == HeaderField(":status", "307"))
        let third = try decoder.decode(
            Self.bytes(
                """
                88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672\
                c1ab270fb5291f9587316065c003ed4ee5b1063d5007
                """
            )
        )
        #expect(
            third == [
                HeaderField(":status", "200"), HeaderField("cache-control", "private"),
                HeaderField("date", "Mon, 21 Oct 2013 20:13:22 GMT"),
                HeaderField("location", "https://www.example.com"),
                HeaderField("content-encoding", "gzip"),
                HeaderField("set-cookie", "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1"),
            ]
        )
        // What was pushed out is gone: three lines are left behind the 61 that everybody knows.
        #expect(throws: HeaderDecoder.Violation.unknownIndex(65)) { try decoder.decode([0xC1]) }
    }

    @Test(
        arguments: [
            ("ff", HeaderDecoder.Violation.truncated), ("ffffffffffffffff7f", .oversizedNumber),
            ("be", .unknownIndex(62)), ("80", .unknownIndex(0)), ("0003616263", .truncated),
            ("3fe21f", .oversizedTable(4_097)),
            // A text in the code that is filled up with something else than the beginning of its end.
            ("008100", .malformedText), ("00", .truncated),
        ]
    )
    func whatCannotBeReadIsRefused(block: String, violation: HeaderDecoder.Violation) {
        var decoder = HeaderDecoder()
        #expect(throws: violation) { try decoder.decode(Self.bytes(block)) }
    }

    @Test(arguments: [0, 1, 126, 127, 128, 254, 255, 40_000])
    func whatTheEncoderWritesIsRead(length: Int) throws {
        let fields = [HeaderField("dir-name", "context"), HeaderField("x", String(repeating: "ä", count: length))]
        var decoder = HeaderDecoder()
        #expect(try decoder.decode(HeaderEncoder.encode(fields)) == fields)
    }

    static func bytes(_ text: String) -> [UInt8] {
        stride(from: 0, to: text.count, by: 2).compactMap { offset in
            let start = text.index(text.startIndex, offsetBy: offset)
            return UInt8(text[start..<text.index(start, offsetBy: 2)], radix: 16)
        }
    }
}
