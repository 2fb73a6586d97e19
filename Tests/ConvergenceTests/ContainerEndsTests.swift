@testable import Convergence
import Reconciliation
import Testing

/// When a container that ends again and again has failed.
@Suite struct ContainerEndsTests {
    @Test func withoutARestartTheFirstEndDecides() {
        var ends = ContainerEnds(condition: .healthy)
        #expect(ends.noteEnd(code: 3, comesBack: false) == .exited(code: 3))
        var job = ContainerEnds(condition: .completed)
        #expect(job.noteEnd(code: 3, comesBack: false) == .didNotComplete(code: 3))
    }

    @Test func theThirdEndIsAFailureAlthoughTheEngineGoesOn() {
        var ends = ContainerEnds(condition: .healthy)
        #expect(ends.noteEnd(code: 1, comesBack: true) == nil)
        #expect(ends.noteEnd(code: 1, comesBack: true) == nil)
        #expect(ends.noteEnd(code: 2, comesBack: true) == .keepsRestarting(code: 2, times: 3))
    }

    @Test func theEnginesLastRetryIsAFailure() {
        var ends = ContainerEnds(condition: .completed)
        #expect(ends.noteEnd(code: 1, comesBack: true) == nil)
        #expect(ends.noteEnd(code: 1, comesBack: false) == .retriesSpent(code: 1, times: 2))
    }

    @Test func endsThatWereNotHeardOfCount() {
        var ends = ContainerEnds(condition: .healthy)
        #expect(ends.noteEnd(code: 1, comesBack: false, restarts: 2) == .retriesSpent(code: 1, times: 3))
        #expect(ContainerEnds.lastEnd(code: 1, times: 2, .completed) == .retriesSpent(code: 1, times: 2))
        #expect(ContainerEnds.lastEnd(code: 1, times: 1, .completed) == .didNotComplete(code: 1))
    }

    @Test func lackOfMemoryBelongsToTheEndThatFollows() {
        var ends = ContainerEnds(condition: .healthy)
        ends.noteOutOfMemory()
        _ = ends.noteEnd(code: 137, comesBack: true)
        #expect(ends.wasOutOfMemory)
        _ = ends.noteEnd(code: 1, comesBack: true)
        #expect(!ends.wasOutOfMemory)
    }

    @Test func whoRanOutOfMemoryOnceAndIsKilledAgainDidSoAgain() {
        var ends = ContainerEnds(condition: .healthy)
        _ = ends.noteEnd(code: 137, comesBack: true)
        #expect(!ends.wasOutOfMemory)
        // The engine tells of it after the end, or not of each.
        ends.noteOutOfMemory()
        _ = ends.noteEnd(code: 137, comesBack: true)
        #expect(ends.wasOutOfMemory)
        _ = ends.noteEnd(code: 137, comesBack: true)
        #expect(ends.wasOutOfMemory)
    }

    @Test(
        arguments: [
            (137, false, "killed by SIGKILL"), (137, true, "out of memory: it reached its memory limit"),
            (126, false, "its command cannot be executed"), (127, false, "its command was not found"),
            (139, false, "segmentation fault, SIGSEGV"), (143, false, "ended by SIGTERM"),
            (138, false, "ended by signal 10"), (0, false, nil), (1, false, nil), (255, false, nil),
        ] as [(Int, Bool, String?)]
    )
    func exitCodesHaveMeanings(code: Int, wasOutOfMemory: Bool, meaning: String?) {
        #expect(ExitCodeMeaning.text(of: code, wasOutOfMemory: wasOutOfMemory) == meaning)
    }

    @Test func aWaitingIsSaidAfterTwoSecondsAndThenLessOften() {
        var schedule = AnnouncementSchedule()
        let waits: [Duration] = [.milliseconds(1_999), .seconds(2), .milliseconds(4_999), .seconds(12)]
        #expect(waits.map { schedule.isDue(after: $0) } == [false, true, false, true])
        var times: [Int64] = []
        for _ in 0..<6 {
            times.append(schedule.time.components.seconds)
            schedule.advance()
        }
        #expect(times == [23, 47, 95, 155, 215, 275])
    }
}
