import EngineAPI
import SystemPackage
import Testing

@testable import DevelopmentLoop

@Suite struct ServiceLaneRestTests {
    private let now = ContinuousClock.now

    private func decision(restarts: Bool = false) -> WatchDecision {
        var decision = WatchDecision()
        decision.copies = [0: ["/p/a", "/p/secret"], 1: ["/p/b"]]
        decision.hooks = [1]
        decision.restarts = restarts
        return decision
    }

    @Test func thereIsNoRestBeforeTheContainersAreKnown() {
        var state = ServiceLaneState()
        #expect(!state.isAtRest)
        _ = state.take(at: now)
        #expect(!state.isAtRest)
        _ = state.handle(.rested)
        #expect(state.isAtRest)
    }

    @Test func whatFailedAndIsTriedLaterIsNoWork() {
        var state = ServiceLaneState()
        _ = state.take(at: now)
        _ = state.handle(.failed([0: ["/p/a"]], "c"))
        _ = state.handle(.rested)
        #expect(state.isAtRest)
        _ = state.handle(.retryPauseEnded)
        #expect(!state.isAtRest)
    }

    @Test func doubtsAreNoRest() {
        var state = ServiceLaneState()
        _ = state.take(at: now)
        _ = state.handle(.doubted([0: ["/p/a"]]))
        _ = state.handle(.rested)
        #expect(!state.isAtRest)
        _ = state.takeDoubts()
        #expect(state.isAtRest)
    }

    @Test func whoEndsBeginsNothingAndLeavesIt() {
        var former = ServiceLaneState()
        _ = former.handle(.changed(decision(restarts: true), since: now))
        former.end()
        #expect(former.take(at: now, isEngineLost: false) == nil)

        var state = ServiceLaneState()
        state.inherit(former, renaming: [0: 2]) { _, path in path != "/p/secret" }
        #expect(state.decision.copies == [2: ["/p/a"]])
        #expect(state.decision.hooks == [])
        #expect(state.decision.restarts)
        #expect(state.firstEvent == now)
    }
}
