import TerminalOutput
import Testing

/// Lengths of time in docker's words.
@Suite struct HumanDurationTests {
    /// - Source: docker/go-units, `duration_test.go`.
    @Test(arguments: [
        (-1, "Less than a second"), (0, "Less than a second"), (1, "1 second"), (45, "45 seconds"),
        (46, "46 seconds"), (59, "59 seconds"), (60, "About a minute"), (90, "About a minute"),
        (180, "3 minutes"), (3_540, "59 minutes"), (3_600, "About an hour"), (3_660, "About an hour"),
        (6_300, "2 hours"), (10_800, "3 hours"), (115_200, "32 hours"), (172_799, "2 days"), (172_800, "2 days"),
        (604_800, "7 days"), (1_209_599, "2 weeks"), (1_209_600, "2 weeks"), (2_592_000, "4 weeks"),
        (3_888_000, "6 weeks"), (5_184_000, "2 months"), (31_536_000, "12 months"), (62_208_000, "24 months"),
        (63_072_000, "2 years"), (94_608_000, "3 years"),
    ]) func words(seconds: Int64, text: String) {
        #expect(HumanDuration.text(ofSeconds: seconds) == text)
    }
}
