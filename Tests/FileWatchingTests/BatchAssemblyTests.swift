import SystemPackage
import Testing

@testable import FileWatching

@Suite struct BatchAssemblyTests {
    private let start = ContinuousClock.now
    private func at(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }
    private func assembly() -> BatchAssembly { BatchAssembly(timing: .interactive, rootPaths: ["/r"]) }

    @Test func handsOverACompleteChangeAtOnce() {
        var assembly = assembly()
        assembly.record("/r/a", .open, at: at(0))
        #expect(assembly.deadline == at(20))
        assembly.record("/r/a", .complete, at: at(1))
        #expect(assembly.deadline == at(1))
        #expect(assembly.take(at: at(1)) == ChangeBatch(paths: ["/r/a"], firstEvent: at(0)))
        #expect(assembly.deadline == nil)
        #expect(assembly.take(at: at(50)) == nil)
    }

    @Test func waitsForARenameAfterANewFile() {
        var assembly = assembly()
        assembly.record("/r/a.tmp", .created, at: at(0))
        #expect(assembly.isNew("/r/a.tmp"))
        assembly.record("/r/a.tmp", .settled, at: at(5))
        #expect(assembly.take(at: at(5)) == nil)
        #expect(assembly.deadline == at(6))
        assembly.record("/r/a", .complete, at: at(5))
        #expect(assembly.take(at: at(5)) == ChangeBatch(paths: ["/r/a", "/r/a.tmp"], firstEvent: at(0)))
        #expect(!assembly.isNew("/r/a.tmp"))
    }

    @Test func doesNotHoldACompleteChangeForAnOpenFile() {
        var assembly = assembly()
        assembly.record("/r/log", .open, at: at(0))
        assembly.record("/r/a", .complete, at: at(2))
        #expect(assembly.take(at: at(2))?.paths == ["/r/a"])
        #expect(assembly.take(at: at(20))?.paths == ["/r/log"])
    }

    @Test func collectsTheTailOfABurstInGrowingSteps() {
        var assembly = assembly()
        var handovers: [Int] = []
        for time in 0..<400 {
            assembly.record(FilePath("/r/\(time)"), .complete, at: at(time))
            if assembly.take(at: at(time)) != nil { handovers.append(time) }
        }
        #expect(handovers.prefix(8) == [0, 6, 17, 38, 79, 130, 181, 232])
    }

    @Test func actsAtOnceAgainAfterAPause() {
        var assembly = assembly()
        for time in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] {
            assembly.record("/r/a", .complete, at: at(time))
            _ = assembly.take(at: at(time))
        }
        #expect(assembly.take(at: at(60)) != nil)
        assembly.record("/r/a", .complete, at: at(200))
        #expect(assembly.take(at: at(200)) != nil)
    }

    @Test func namesTheRootsWhenThereAreTooManyPaths() {
        var timing = BatchTiming.interactive
        timing.maximumPaths = 3
        var assembly = BatchAssembly(timing: timing, rootPaths: ["/r", "/s"])
        for name in ["a", "b", "c", "d"] { assembly.record(FilePath("/r/\(name)"), .settled, at: at(0)) }
        #expect(assembly.take(at: at(1)) == ChangeBatch(trees: ["/r", "/s"], firstEvent: at(0)))
    }

    @Test func aMarkTakesEverythingAlongThatWasNotedBefore() {
        var assembly = assembly()
        assembly.record("/r/a", .complete, at: at(0))
        _ = assembly.take(at: at(0))
        // In a burst a change waits, and an open file waits in any case.
        assembly.record("/r/b", .complete, at: at(1))
        assembly.record("/r/log", .open, at: at(2))
        #expect(assembly.take(at: at(2)) == nil)
        assembly.record("/marks/1", .created, at: at(3))
        assembly.flush(at: at(3))
        #expect(assembly.take(at: at(3))?.paths == ["/r/b", "/r/log", "/marks/1"])
        #expect(assembly.deadline == nil)
    }
}
