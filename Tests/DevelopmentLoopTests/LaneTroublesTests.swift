import Diagnostics
import Testing

@testable import DevelopmentLoop

@Suite struct LaneTroublesTests {
    @Test func whatWentWrongStandsUntilItIsPutRight() {
        var troubles = LaneTroubles()
        troubles.note(Diagnostic(message: "b"), of: .rebuild)
        troubles.note(Diagnostic(message: "a"), of: .command(0))
        #expect(troubles.diagnostics.map(\.message) == ["a", "b"])
        troubles.note(nil, of: .rebuild)
        #expect(troubles.diagnostics.map(\.message) == ["a"])
    }

    @Test func aLaterRestartTakesThePlaceOfAnEarlierOne() {
        var troubles = LaneTroubles()
        let first = troubles.beginReadiness()
        let second = troubles.beginReadiness()
        troubles.endReadiness(first, Diagnostic(message: "ended"))
        #expect(troubles.awaitsReadiness)
        #expect(troubles.diagnostics.isEmpty)
        troubles.endReadiness(second, nil)
        #expect(!troubles.awaitsReadiness)
    }
}
