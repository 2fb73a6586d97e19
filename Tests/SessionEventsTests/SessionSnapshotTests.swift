import Diagnostics
import SessionEvents
import Testing

@Suite struct SessionSnapshotTests {
    private func snapshot(after events: [SessionEvent]) -> SessionSnapshot {
        events.enumerated().reduce(into: SessionSnapshot()) { snapshot, entry in
            snapshot.apply(
                StampedEvent(
                    sequence: entry.offset + 1,
                    time: .zero,
                    elapsed: .zero,
                    subject: entry.element.subject ?? EventSubject(.project, "hq"),
                    step: entry.element.step,
                    action: entry.element.action
                )
            )
        }
    }

    private static let steps = [
        PlannedStep(step: 1, action: .createContainer, subject: EventSamples.container, cause: "", after: [], text: ""),
        PlannedStep(step: 2, action: .startContainer, subject: EventSamples.container, cause: "", after: [1], text: ""),
        PlannedStep(step: 3, action: .awaitContainer, subject: EventSamples.container, cause: "", after: [2], text: ""),
    ]

    private func event(_ action: EventAction, step: Int) -> SessionEvent {
        SessionEvent(action, about: EventSamples.container, step: StepReference(plan: 1, step: step))
    }

    @Test func itKnowsHowFarAPlanIs() {
        let state = snapshot(after: [
            SessionEvent(.sessionBegan(verb: "up")), SessionEvent(.projectOpened(name: "hq")),
            SessionEvent(.planBegan(plan: 1, steps: Self.steps)), event(.stepBegan(action: .createContainer), step: 1),
            event(.stepDone(action: .createContainer, elapsed: Seconds(.zero)), step: 1),
            event(.stepBegan(action: .startContainer), step: 2), event(.stepFailed(action: .startContainer), step: 2),
        ])
        #expect((state.verb, state.project) == ("up", "hq"))
        #expect(state.plans.map(\.progress) == [[.done, .failed, .pending]])
        #expect(state.latest["container hq-db-1"]?.action == .stepFailed(action: .startContainer))
    }

    @Test func whatIsRemovedIsNotThereAnyMore() {
        let removed = event(.stepDone(action: .removeContainer, elapsed: Seconds(.zero)), step: 1)
        #expect(snapshot(after: [event(.probing, step: 3)]).latest.count == 1)
        #expect(snapshot(after: [event(.probing, step: 3), removed]).latest.isEmpty)
    }

    @Test func itKnowsWhatTheEngineSaysOfContainersUntilTheyAreGone() {
        let seen = SessionEvent(.containerObserved(report: ContainerReport(.running)), about: EventSamples.container)
        let state = snapshot(after: [event(.probing, step: 3), seen])
        #expect(state.containers["hq-db-1"]?.report.state == .running)
        #expect(state.containers["hq-db-1"]?.subject.service == "db")
        #expect(state.latest["container hq-db-1"]?.action == .probing)
        let gone = SessionEvent(.containerGone, about: EventSamples.container)
        #expect(snapshot(after: [seen, gone]).containers.isEmpty)
        let removed = event(.stepDone(action: .removeContainer, elapsed: Seconds(.zero)), step: 1)
        #expect(snapshot(after: [seen, removed]).containers.isEmpty)
    }

    @Test func itKnowsTheLastChangeOfEachService() {
        let changes = ["a", "b"].map { path in
            let change = AppliedChange(action: .sync, written: 1, deleted: 0, path: path, elapsed: .zero)
            return SessionEvent(.applied(change: change), about: .service("web"))
        }
        guard case .applied(let change)? = snapshot(after: changes).changes["web"]?.action else {
            Issue.record("nothing is known")
            return
        }
        #expect(change.path == "b")
    }

    @Test func itKnowsWhoWatchesAndWhetherTheEngineIsThere() {
        let lost = SessionEvent(.engineLost(diagnostic: Diagnostic(message: "gone")), about: .engine)
        let back = SessionEvent(.engineBack(elapsed: Seconds(.seconds(1))), about: .engine)
        let begun = SessionEvent(.watchBegan(services: ["web"], directories: 1))
        #expect(snapshot(after: [begun, lost]).watched == ["web"])
        #expect(snapshot(after: [begun, lost]).isEngineLost)
        #expect(!snapshot(after: [begun, lost, back]).isEngineLost)
        #expect(snapshot(after: [begun, SessionEvent(.watchEnded(reason: .stopped))]).watched == [])
    }

    @Test func whatIsWrittenLineByLineIsNoState() {
        let line = SessionEvent(.logged(line: LogLine(source: "db-1", stream: .output, text: "x")))
        let state = snapshot(after: [event(.probing, step: 3), line])
        #expect(state.sequence == 2)
        #expect(state.latest["container hq-db-1"]?.action == .probing)
    }

    @Test func itStaysSmall() {
        let warnings = (1...1_000).map { SessionEvent.warning("warning \($0)") }
        let plans = (1...1_000).map { SessionEvent(.planBegan(plan: $0, steps: Self.steps)) }
        let state = snapshot(after: warnings + plans)
        #expect(state.diagnostics.count == SessionSnapshot.capacity)
        #expect(state.plans.count == SessionSnapshot.capacity)
        #expect(state.plans.last?.plan == 1_000)
    }
}
