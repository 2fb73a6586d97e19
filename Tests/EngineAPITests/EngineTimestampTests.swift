import EngineAPI
import Testing

@Suite struct EngineTimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0, 0),
        ("2026-11-24T09:55:43.123456789Z", 1_795_514_143, 123_456_789),
        ("2026-11-24T11:55:43+02:00", 1_795_514_143, 0),
        ("2026-11-24T04:25:43.5-05:30", 1_795_514_143, 500_000_000),
        ("2024-02-29T23:59:59.000000001Z", 1_709_251_199, 1),
        ("1969-12-31T23:59:59.25Z", -1, 250_000_000),
        ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
        ("2026-11-24T09:55:43.1234567891234Z", 1_795_514_143, 123_456_789),
    ]) func reads(text: String, seconds: Int64, nanoseconds: Int32) throws {
        let instant = try #require(EngineTimestamp(text))
        #expect(instant.seconds == seconds)
        #expect(instant.nanoseconds == nanoseconds)
    }

    @Test(arguments: [
        "", "2026-11-24", "2026-11-24T09:55:43", "2026-13-24T09:55:43Z", "2026-11-24T24:00:00Z",
        "2026-11-24T09:55:43.Z",
        "2026-11-24T09:55:43Zx", "x026-11-24T09:55:43Z", "2026-11-24T09:55:43+2",
    ]) func refuses(text: String) {
        #expect(EngineTimestamp(text) == nil)
    }

    @Test func writesWhatItReads() {
        for seconds in stride(from: Int64(-62_135_596_800), through: 253_402_300_799, by: 86_399 * 997) {
            let instant = EngineTimestamp(seconds: seconds, nanoseconds: Int32(abs(seconds) % 1_000_000_000))
            #expect(EngineTimestamp(instant.description) == instant)
        }
        #expect(EngineTimestamp.never.description == "0001-01-01T00:00:00Z")
        #expect(EngineTimestamp(seconds: 0, nanoseconds: 120_000_000).description == "1970-01-01T00:00:00.12Z")
    }

    @Test(
        arguments: [
            (.seconds(1_700_000_000), "2023-11-14T22:13:20Z"), (.nanoseconds(1_250_000_000), "1970-01-01T00:00:01.25Z"),
            (.zero, "1970-01-01T00:00:00Z"), (.milliseconds(-250), "1969-12-31T23:59:59.75Z"),
            (.seconds(-2), "1969-12-31T23:59:58Z"),
        ] as [(Duration, String)]
    ) func liesAfterTheEpoch(time: Duration, text: String) {
        #expect(EngineTimestamp(sinceEpoch: time).description == text)
    }

    @Test func measuresAcrossSeconds() {
        let start = EngineTimestamp(seconds: 10, nanoseconds: 900_000_000)
        let end = EngineTimestamp(seconds: 12, nanoseconds: 100_000_000)
        #expect(end.duration(since: start) == .milliseconds(1_200))
        #expect(start < end)
    }
}
