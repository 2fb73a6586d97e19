import EngineAPI
import SystemPackage
import Testing

@testable import DevelopmentLoop

@Suite struct ServiceLaneStateTests {
    private let now = ContinuousClock.now
    private let container = ContainerID("c1")

    private func copy(_ path: FilePath, restarts: Bool = false) -> WatchDecision {
        var decision = WatchDecision()
        decision.copies = [0: [path]]
        decision.restarts = restarts
        return decision
    }

    /// A state that knows its containers and has nothing to do.
    private func resting() -> ServiceLaneState {
        var state = ServiceLaneState()
        _ = state.take(at: now)
        _ = state.handle(.rested)
        return state
    }

    @Test func beginsWithLookingForContainers() {
        var state = ServiceLaneState()
        let work = state.take(at: now)
        #expect(work.updatesRoster && work.decision.isEmpty && work.firstEvent == now)
        #expect(state.roster == .known)
        #expect(state.handle(.rosterOutdated) == [.wake])
        #expect(state.take(at: now).updatesRoster == true)
    }

    @Test func gathersWhatComesWhileItWorks() {
        var state = resting()
        #expect(state.handle(.changed(copy("/p/b"), since: now + .seconds(1))) == [.wake])
        #expect(state.handle(.changed(copy("/p/a"), since: now)) == [.wake])
        #expect(state.handle(.changed(WatchDecision(), since: now - .seconds(9))) == [])
        let work = state.take(at: now + .seconds(2))
        #expect(work.decision.copies == [0: ["/p/a", "/p/b"]])
        #expect(work.firstEvent == now)
        #expect(state.progress == .working)
        #expect(state.take(at: now).decision == WatchDecision())
    }

    @Test func losesNothingThatCouldNotBeDone() {
        var state = resting()
        _ = state.handle(.changed(copy("/p/a", restarts: true), since: now))
        let work = state.take(at: now)
        #expect(state.progress == .restarting)
        _ = state.handle(.changed(copy("/p/b"), since: now + .seconds(1)))
        state.keep(work, isWhole: false)
        #expect(state.progress == .idle)
        let again = state.take(at: now + .seconds(2))
        #expect(again.decision.copies == [0: ["/p/a", "/p/b"]] && again.decision.restarts)
        #expect(again.firstEvent == now)
    }

    @Test func triesAgainAtGrowingIntervalsUpToHalfAMinute() {
        var state = resting()
        var pauses: [Duration] = []
        for _ in 0..<7 {
            _ = state.handle(.failed([0: ["/p/a"]], container))
            for case .retry(let pause) in state.handle(.rested) { pauses.append(pause) }
            #expect(state.handle(.rested) == [], "one timer at a time")
            #expect(state.take(at: now).retries == [:], "not before the pause is over")
            #expect(state.handle(.retryPauseEnded) == [.wake])
            #expect(state.take(at: now).retries == [container: [0: ["/p/a"]]])
        }
        #expect(pauses == [1, 2, 4, 8, 16, 30, 30].map { .seconds($0) })
        #expect(state.handle(.rested) == [])
        #expect(state.retry == .settled)
    }

    @Test func beginsWithShortPausesAfterARecovery() {
        var state = resting()
        for _ in 0..<3 {
            _ = state.handle(.failed([0: ["/p/a"]], container))
            _ = state.handle(.rested)
            _ = state.handle(.retryPauseEnded)
            _ = state.take(at: now)
        }
        _ = state.handle(.rested)
        _ = state.handle(.failed([0: ["/p/a"]], container))
        #expect(state.handle(.rested) == [.retry(after: .seconds(1))])
    }

    @Test func retriesOutliveAWorkThatCouldNotBegin() {
        var state = resting()
        _ = state.handle(.failed([0: ["/p/a"]], container))
        _ = state.handle(.rested)
        _ = state.handle(.retryPauseEnded)
        let work = state.take(at: now)
        state.keep(work, isWhole: true)
        #expect(state.take(at: now).retries == [container: [0: ["/p/a"]]])
    }

    @Test func forgetsWhatFailedInAContainerThatIsGone() {
        var state = resting()
        _ = state.handle(.failed([0: ["/p/a"]], container))
        #expect(state.handle(.rested) == [.retry(after: .seconds(1))])
        #expect(state.handle(.containerLeft(container)) == [])
        #expect(state.handle(.rested) == [])
        _ = state.handle(.failed([0: ["/p/a"]], "c2"))
        #expect(state.handle(.rested) == [], "the first timer still runs")
        #expect(state.handle(.retryPauseEnded) == [.wake])
        #expect(state.handle(.retryPauseEnded) == [])
        #expect(state.take(at: now).retries == ["c2": [0: ["/p/a"]]])
    }

    @Test func comparisonsRestartOnceAfterEachChange() {
        var state = resting()
        #expect(state.handle(.comparisonNeedsRestart) == [.wake])
        #expect(state.take(at: now).decision.restarts == true)
        _ = state.handle(.workEnded)
        _ = state.handle(.comparisonNeedsRestart)
        #expect(state.take(at: now).decision.restarts == false)
        _ = state.handle(.changed(copy("/p/a"), since: now))
        _ = state.take(at: now)
        _ = state.handle(.comparisonNeedsRestart)
        #expect(state.take(at: now).decision.restarts == true)
    }

    @Test func aRestartThatIsBeingMadeSparesTheOneOfAComparison() {
        var state = resting()
        _ = state.handle(.changed(copy("/p/a", restarts: true), since: now))
        _ = state.take(at: now)
        _ = state.handle(.comparisonNeedsRestart)
        _ = state.handle(.workEnded)
        #expect(state.take(at: now).decision.restarts == false)
    }

    @Test func anOutdatedImageIsRebuilt() {
        var state = resting()
        #expect(state.handle(.imageOutdated(path: "/p/package.json", at: now)) == [.wake])
        let work = state.take(at: now + .seconds(1))
        #expect(work.decision.rebuilds && work.decision.path == "/p/package.json" && work.firstEvent == now)
    }

    @Test func looksAgainAtWhatIsInDoubtOnce() {
        var state = resting()
        #expect(state.handle(.reported) == [])
        _ = state.handle(.doubted([0: ["/p/a"]]))
        #expect(state.handle(.reported) == [.wake])
        #expect(state.handle(.rested) == [.lookAgain(after: .milliseconds(20))])
        _ = state.handle(.doubted([0: ["/p/b"], 1: ["/p/c"]]))
        #expect(state.handle(.rested) == [])
        #expect(state.takeDoubts() == [0: ["/p/a", "/p/b"], 1: ["/p/c"]])
        #expect(state.handle(.rested) == [])
    }

    @Test func saysOnceWhatIsWrongUntilItIsOver() {
        var state = resting()
        let failure = ServiceLaneState.Notice.failure("/p/a", reason: "no space left on device")
        let slow = ServiceLaneState.Notice.degraded(reason: "the image has no 'tar' command")
        let all = [failure, .missingContainer, slow]
        #expect(all.map { state.isNews($0) } == [true, true, true])
        _ = state.handle(.failed([0: ["/p/a"]], container))
        _ = state.handle(.rested)
        #expect(all.map { state.isNews($0) } == [false, false, false])
        _ = state.handle(.containerLeft(container))
        _ = state.handle(.rested)
        #expect(all.map { state.isNews($0) } == [true, false, false])
        _ = state.handle(.containerFound)
        #expect(all.map { state.isNews($0) } == [false, true, false])
    }
}
