import GRPC
import Testing

@Suite struct PercentDecodingTests {
    @Test(
        arguments: [
            ("100%25", "100%"), ("caf%C3%a9", "café"), ("a+b", "a+b"), ("50%", "50%"), ("5%zz", "5%zz"), ("%+1", "%+1"),
            ("%-0", "%-0"), ("%2", "%2"), ("", ""),
        ]
    )
    func whatIsNoSequenceStays(text: String, decoded: String) {
        #expect(text.percentDecoded() == decoded)
    }

    @Test func inAQueryAPlusIsASpace() {
        #expect("a+b%2Bc%20d".percentDecoded(plusIsSpace: true) == "a b+c d")
    }
}
