@testable import Convergence
import Testing

@Suite struct ProbeScheduleTests {
    @Test func pausesGrowToHalfASecondAndNoFurther() {
        var schedule = ProbeSchedule()
        var pauses = [schedule.next(afterProbeOf: nil)]
        for _ in 0..<12 { pauses.append(schedule.next(afterProbeOf: .milliseconds(1))) }
        #expect(pauses.first == .milliseconds(40))
        #expect(pauses == pauses.sorted())
        #expect(pauses.last == .milliseconds(500))
    }

    @Test func aSlowProbeIsTriedLessOften() {
        var schedule = ProbeSchedule()
        #expect(schedule.next(afterProbeOf: .milliseconds(200)) == .milliseconds(400))
        #expect(schedule.next(afterProbeOf: .seconds(20)) == .milliseconds(500))
    }
}
