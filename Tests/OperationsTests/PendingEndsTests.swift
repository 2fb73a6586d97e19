import EngineAPI
import Testing

@testable import Operations

@Suite struct PendingEndsTests {
    private func instant(_ milliseconds: Int) -> EngineTimestamp {
        EngineTimestamp(seconds: Int64(milliseconds / 1_000), nanoseconds: Int32(milliseconds % 1_000 * 1_000_000))
    }

    @Test func aLaterRunsLineWaitsUntilTheEndIsTold() {
        let ends = PendingEnds()
        #expect(!ends.hasOne(wellBefore: instant(5_000)))
        ends.note(instant(1_000))
        ends.note(instant(3_000))
        #expect(!ends.hasOne(wellBefore: instant(1_040)), "written by the run that ended, noted a moment later")
        #expect(ends.hasOne(wellBefore: instant(1_110)))
        ends.forget(upTo: instant(1_000))
        #expect(!ends.hasOne(wellBefore: instant(1_110)))
        #expect(ends.hasOne(wellBefore: instant(3_200)))
    }
}
