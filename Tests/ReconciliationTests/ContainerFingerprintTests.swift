import Testing

@testable import Reconciliation

@Suite struct ContainerFingerprintTests {
    @Test func labelsAreReadAsTheyAreWritten() throws {
        let label = #"{"attributes":{"environment.\"Ü\"":"5f3a09c1","image":"00000000"},"digest":"d","salt":"s"}"#
        let fingerprint = try #require(ContainerFingerprint(label: label))
        #expect(fingerprint.digest == "d")
        #expect(fingerprint.salt == "s")
        #expect(fingerprint.attributes == [#"environment."Ü""#: "5f3a09c1", "image": "00000000"])
        #expect(fingerprint.label == label)
    }

    @Test func whatLaterVersionsAddIsPassedOver() throws {
        let later = #"{"digest":"d","form":{"number":[2]},"salt":"s","attributes":{}}"#
        let fingerprint = try #require(ContainerFingerprint(label: later))
        #expect(fingerprint.label == #"{"attributes":{},"digest":"d","salt":"s"}"#)
    }

    @Test(arguments: [
        "", "{}", "d", #"{"attributes":{},"digest":"d"}"#, #"{"attributes":{},"digest":null,"salt":"s"}"#,
        #"{"attributes":{"a":1},"digest":"d","salt":"s"}"#, #"{"attributes":{},"digest":"d","salt":"s"} x"#,
    ]) func otherLabelsAreNone(label: String) {
        #expect(ContainerFingerprint(label: label) == nil)
    }
}
