import EngineAPI
import SystemPackage
import Testing

@testable import DevelopmentLoop

/// The engine goes away and comes back: nothing is begun meanwhile, and nothing is forgotten.
@Suite struct EngineLossTests {
    private let now = ContinuousClock.now
    private let container = ContainerID("c1")

    private func copy(_ path: FilePath, restarts: Bool = false) -> WatchDecision {
        var decision = WatchDecision()
        decision.copies = [0: [path]]
        decision.copyCount = 1
        decision.restarts = restarts
        return decision
    }

    private var rebuild: WatchDecision {
        var decision = WatchDecision()
        decision.rebuilds = true
        decision.path = "/p/package.json"
        return decision
    }

    /// A state that knows its containers and has nothing to do.
    private func resting() -> ServiceLaneState {
        var state = ServiceLaneState()
        _ = state.take(at: now)
        _ = state.handle(.rested)
        return state
    }

    /// What is done first when the engine is back: the lane is told that its containers may be other ones.
    private func afterReturn(_ state: inout ServiceLaneState) throws -> ServiceLaneState.Work {
        #expect(state.handle(.rosterOutdated) == [.wake])
        let next = state.take(at: now + .seconds(60), isEngineLost: false)
        let work = try #require(next)
        #expect(work.updatesRoster, "the containers may be other ones")
        return work
    }

    @Test func anIdleLaneGathersTheEditsThatAreMadeMeanwhile() throws {
        var state = resting()
        #expect(state.handle(.changed(copy("/p/b"), since: now + .seconds(1))) == [.wake])
        #expect(state.take(at: now + .seconds(1), isEngineLost: true) == nil)
        #expect(state.handle(.changed(copy("/p/a", restarts: true), since: now + .seconds(2))) == [.wake])
        #expect(state.take(at: now + .seconds(2), isEngineLost: true) == nil)
        #expect(state.progress == .idle)
        let work = try afterReturn(&state)
        #expect(work.decision.copies == [0: ["/p/a", "/p/b"]] && work.decision.restarts)
        #expect(work.firstEvent == now + .seconds(1))
        #expect(work.decision.copyCount == 2)
        #expect(state.take(at: now).decision.isEmpty, "it is done once")
    }

    @Test func aLaneThatBeginsWithoutAnEngineLooksForItsContainersLater() throws {
        var state = ServiceLaneState()
        #expect(state.take(at: now, isEngineLost: true) == nil)
        #expect(state.roster == .outdated)
        _ = state.handle(.changed(copy("/p/a"), since: now))
        let work = try afterReturn(&state)
        #expect(work.decision.copies == [0: ["/p/a"]])
    }

    @Test func containersThatCouldNotBeListedAreNotTakenForNone() throws {
        var state = ServiceLaneState()
        let next = state.take(at: now, isEngineLost: false)
        let work = try #require(next)
        state.keep(work, isWhole: true)
        // An edit may wake the lane between the engine's return and the lane's being told of it.
        _ = state.handle(.changed(copy("/p/a"), since: now))
        let later = state.take(at: now, isEngineLost: false)
        let again = try #require(later)
        #expect(again.updatesRoster)
        #expect(again.decision.copies == [0: ["/p/a"]])
        #expect(state.roster == .known)
    }

    @Test(arguments: [false, true])
    func workThatTheLossBrokeOffIsDoneAgainWithWhatCameMeanwhile(restarts: Bool) throws {
        var state = resting()
        _ = state.handle(.changed(copy("/p/a", restarts: restarts), since: now))
        let work = state.take(at: now)
        #expect(state.progress == (restarts ? .restarting : .working))
        state.keep(work, isWhole: false)
        #expect(state.progress == .idle)
        _ = state.handle(.changed(copy("/p/b"), since: now + .seconds(3)))
        #expect(state.take(at: now, isEngineLost: true) == nil)
        let again = try afterReturn(&state)
        #expect(again.decision.copies == [0: ["/p/a", "/p/b"]])
        #expect(again.decision.restarts == restarts && again.firstEvent == now)
        #expect(state.progress == (restarts ? .restarting : .working))
    }

    @Test func aRestartThatIsMadeUpForSparesTheOneOfTheComparison() throws {
        var state = resting()
        _ = state.handle(.changed(copy("/p/a", restarts: true), since: now))
        state.keep(state.take(at: now), isWhole: false)
        let again = try afterReturn(&state)
        #expect(again.decision.restarts)
        #expect(state.handle(.comparisonNeedsRestart) == [.wake])
        _ = state.handle(.workEnded)
        #expect(state.take(at: now).decision.restarts == false)
    }

    @Test func aRebuildIsMadeUpForAndSparesTheRestartsThatCameMeanwhile() throws {
        var state = resting()
        _ = state.handle(.changed(rebuild, since: now))
        let work = state.take(at: now)
        #expect(work.course(in: [watched()]) == .rebuild)
        state.keep(work, isWhole: false)
        _ = state.handle(.changed(copy("/p/a", restarts: true), since: now + .seconds(1)))
        let again = try afterReturn(&state)
        #expect(again.decision.rebuilds && !again.decision.restarts)
        #expect(again.decision.copies == [0: ["/p/a"]] && again.decision.path == "/p/package.json")
    }

    @Test func anOutdatedImageWaitsForTheEngine() throws {
        var state = resting()
        _ = state.handle(.imageOutdated(path: "/p/package.json", at: now))
        #expect(state.take(at: now, isEngineLost: true) == nil)
        let work = try afterReturn(&state)
        #expect(work.decision.rebuilds)
    }

    @Test func aPauseBeforeARetryThatEndsMeanwhileIsOver() throws {
        var state = resting()
        _ = state.handle(.failed([0: ["/p/a"]], container))
        #expect(state.handle(.rested) == [.retry(after: .seconds(1))])
        #expect(state.handle(.retryPauseEnded) == [.wake])
        #expect(state.take(at: now, isEngineLost: true) == nil)
        #expect(state.retry == .due(next: .seconds(2)))
        let again = try afterReturn(&state)
        #expect(again.retries == [container: [0: ["/p/a"]]])
        #expect(state.retry == .tried(next: .seconds(2)))
    }

    @Test func aPauseBeforeARetryOutlastsAShortLoss() throws {
        var state = resting()
        _ = state.handle(.failed([0: ["/p/a"]], container))
        _ = state.handle(.rested)
        #expect(state.take(at: now, isEngineLost: true) == nil)
        let again = try afterReturn(&state)
        #expect(again.retries == [:])
        #expect(state.handle(.rested) == [], "the timer still runs")
        #expect(state.handle(.retryPauseEnded) == [.wake])
        #expect(state.take(at: now).retries == [container: [0: ["/p/a"]]])
    }

    @Test func aRetryThatTheLossBrokeOffIsDueAgain() throws {
        var state = resting()
        _ = state.handle(.failed([0: ["/p/a"]], container))
        _ = state.handle(.rested)
        _ = state.handle(.retryPauseEnded)
        state.keep(state.take(at: now), isWhole: true)
        #expect(state.retry == .due(next: .seconds(2)))
        _ = state.handle(.failed([1: ["/p/b"]], container))
        let again = try afterReturn(&state)
        #expect(again.retries == [container: [0: ["/p/a"], 1: ["/p/b"]]])
    }

    @Test func whatIsInDoubtIsLookedAtWithoutAnEngine() throws {
        var state = resting()
        _ = state.handle(.doubted([0: ["/p/a"]]))
        #expect(state.handle(.rested) == [.lookAgain(after: ServiceLaneState.secondLookPause)])
        #expect(state.take(at: now, isEngineLost: true) == nil)
        #expect(state.takeDoubts() == [0: ["/p/a"]])
        #expect(state.handle(.changed(copy("/p/a"), since: now)) == [.wake])
        let again = try afterReturn(&state)
        #expect(again.decision.copies == [0: ["/p/a"]])
    }

    @Test func aContainerThatIsGoneAfterTheReturnTakesItsRetriesAlong() throws {
        var state = resting()
        _ = state.handle(.failed([0: ["/p/a"]], container))
        _ = try afterReturn(&state)
        _ = state.handle(.containerLeft(container))
        #expect(state.handle(.rested) == [])
        #expect(state.retry == .settled)
    }

    @Test func whatWasSaidBeforeIsNotSaidAgain() throws {
        var state = resting()
        let degraded = ServiceLaneState.Notice.degraded(reason: "the image has no 'tar' command")
        #expect([degraded, .missingContainer].map { state.isNews($0) } == [true, true])
        #expect(state.take(at: now, isEngineLost: true) == nil)
        _ = try afterReturn(&state)
        _ = state.handle(.rested)
        #expect([degraded, .missingContainer].map { state.isNews($0) } == [false, false])
    }

    // MARK: Paused containers

    private func watched(isPaused: Bool = false) -> WatchedContainer {
        WatchedContainer(id: container, name: "shop-web-1", startedAt: nil, isPaused: isPaused, user: "")
    }

    @Test func aCourseIsTakenFromTheWorkAndTheContainers() {
        func course(_ decision: WatchDecision, _ containers: WatchedContainer...) -> ServiceLaneState.Work.Course {
            ServiceLaneState.Work(decision: decision, firstEvent: now, updatesRoster: false).course(in: containers)
        }
        var hook = copy("/p/a")
        hook.hooks = [0]
        #expect(course(copy("/p/a")) == .nothingToServe)
        #expect(course(rebuild) == .rebuild)
        #expect(course(copy("/p/a"), watched()) == .copy)
        #expect(course(hook, watched()) == .copy)
        #expect(course(copy("/p/a", restarts: true), watched()) == .copyAndRestart)
        #expect(course(copy("/p/a"), watched(), watched(isPaused: true)) == .copy)
        #expect(course(hook, watched(), watched(isPaused: true)) == .copyAndKeep)
        #expect(course(copy("/p/a", restarts: true), watched(isPaused: true)) == .copyAndKeep)
        #expect(course(rebuild, watched(isPaused: true)) == .rebuild)
    }

    @Test(arguments: [true, false])
    func aRestartThatWaitsForAPausedContainerOutlastsALoss(isStillPaused: Bool) throws {
        var state = resting()
        _ = state.handle(.changed(copy("/p/a", restarts: true), since: now))
        let work = state.take(at: now)
        #expect(work.course(in: [watched(isPaused: true)]) == .copyAndKeep)
        state.keep(work, isWhole: false)
        #expect(state.handle(.rested) == [], "nothing is tried while nothing changes")
        _ = state.handle(.changed(copy("/p/b"), since: now + .seconds(1)))
        #expect(state.take(at: now, isEngineLost: true) == nil)
        var again = try afterReturn(&state)
        if isStillPaused {
            #expect(again.course(in: [watched(isPaused: true)]) == .copyAndKeep)
            state.keep(again, isWhole: false)
            again = try afterReturn(&state)
        }
        #expect(again.course(in: [watched()]) == .copyAndRestart)
        #expect(again.decision.copies == [0: ["/p/a", "/p/b"]] && again.firstEvent == now)
    }
}

/// What becomes of a container's lane when the engine goes away and comes back.
@Suite struct ContainerLaneLossTests {
    private typealias State = ContainerLaneState<String, String>

    @Test func whileAReceiverIsOpenedThereIsNothingToCloseAndRequestsAreDeferred() {
        var state = State()
        #expect(state.accept("a") == true)
        #expect(state.connection == nil && state.hurry == nil)
        state.rest(until: Wakeup())
        #expect(state.takeAll() == ["a"])
    }

    @Test func whileAReceiverIsInUseItsConnectionIsClosed() {
        var state = State()
        #expect(state.serve("connection") == true)
        #expect(state.accept("a") == true)
        #expect(state.connection == "connection" && state.hurry == nil)
        // The request that was being carried out fails, and the receiver is given back.
        #expect(state.takeFirst() == "a")
        #expect(state.accept("b") == true)
        state.open()
        #expect(state.connection == nil)
        state.rest(until: Wakeup())
        #expect(state.takeAll() == ["b"])
    }

    @Test func duringAPauseNothingIsTakenAndTheReturnEndsIt() async {
        var state = State()
        let hurry = Wakeup()
        state.rest(until: hurry)
        #expect(state.accept("a") == false, "the comparison makes up for it")
        #expect(state.connection == nil)
        state.hurry?.signal()
        var waiting = hurry.makeIterator()
        #expect(await waiting.next() != nil)
        state.open()
        #expect(state.hurry == nil)
        #expect(state.accept("b") == true)
        #expect(state.serve("another connection") == true)
        #expect(state.connection == "another connection")
        #expect(state.takeFirst() == "b")
    }

    @Test func aLaneThatWasClosedMeanwhileStaysSo() {
        let beginnings: [(inout State) -> Void] = [
            { _ in }, { _ = $0.serve("connection") }, { $0.rest(until: Wakeup()) },
        ]
        for begin in beginnings {
            var state = State()
            begin(&state)
            _ = state.close()
            #expect(state.connection == nil && state.hurry == nil)
            state.open()
            #expect(state.serve("another connection") == false)
            #expect(state.accept("a") == false)
            #expect(state.connection == nil)
        }
    }
}
