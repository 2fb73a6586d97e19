import SessionEvents
import Synchronization
import TestSupport
import Testing

@Suite struct EventBroadcastTests {
    private final class Recorder: EventListener {
        private let state = Mutex<[StampedEvent]>([])
        var events: [StampedEvent] { state.withLock(\.self) }
        func take(_ event: StampedEvent) { state.withLock { $0.append(event) } }
    }

    private func broadcast(_ clock: TestClock = TestClock()) -> EventBroadcast {
        EventBroadcast(verb: "up", clock: clock, wallClock: WallClock { .seconds(1_000) })
    }

    @Test func eventsAreStampedWithNumberTimesAndSubject() {
        let clock = TestClock()
        let (events, listener) = (broadcast(clock), Recorder())
        events.add(listener)
        events.emit(.sessionBegan(verb: "up"))
        clock.advance(by: .seconds(2))
        events.emit(.projectOpened(name: "hq"))
        events.emit(.probing, about: EventSamples.container, step: StepReference(plan: 1, step: 3))
        events.emit(.stopping)
        #expect(listener.events.map(\.sequence) == [1, 2, 3, 4])
        #expect(listener.events.map(\.elapsed) == [.zero, .seconds(2), .seconds(2), .seconds(2)])
        #expect(listener.events.allSatisfy { $0.time == .seconds(1_000) })
        let project = EventSubject(.project, "hq")
        #expect(
            listener.events.map(\.subject) == [EventSubject(.session, "up"), project, EventSamples.container, project]
        )
        #expect(listener.events[2].step == StepReference(plan: 1, step: 3))
    }

    @Test func everyListenerGetsAllInOneOrder() async {
        let (events, first, second) = (broadcast(), Recorder(), Recorder())
        events.add(first)
        events.add(second)
        await withTaskGroup(of: Void.self) { group in
            for task in 1...8 {
                group.addTask {
                    for round in 1...100 { events.emit(.stoppingBecauseOfExit(code: task * 1_000 + round)) }
                }
            }
        }
        #expect(first.events.map(\.sequence) == Array(1...800))
        #expect(first.events == second.events)
        for task in 1...8 {
            let own = first.events.compactMap { event in
                if case .stoppingBecauseOfExit(let code) = event.action, code / 1_000 == task { code } else { nil }
            }
            #expect(own == own.sorted())
        }
    }

    @Test func whoTakesEventsLaterBeginsWithASnapshotAndEndsWithTheSession() async {
        let events = broadcast()
        events.emit(.sessionBegan(verb: "up"))
        let updates = events.updates(keeping: 10)
        events.emit(.probing, about: EventSamples.container)
        var iterator = updates.makeAsyncIterator()
        guard case .snapshot(let snapshot)? = await iterator.next() else {
            Issue.record("no snapshot")
            return
        }
        #expect(snapshot == events.snapshot)
        #expect(snapshot.sequence == 2)
        events.emit(.sessionEnded(outcome: .done(code: 0)))
        guard case .event(let last)? = await iterator.next() else {
            Issue.record("no event")
            return
        }
        #expect(last.action == .sessionEnded(outcome: .done(code: 0)))
        #expect(await iterator.next() == nil)
    }

    @Test func whoIsSlowLosesEventsButNotTheState() async {
        let events = broadcast()
        let updates = events.updates(keeping: 4)
        var iterator = updates.makeAsyncIterator()
        #expect(await iterator.next() == .snapshot(SessionSnapshot()))
        for number in 1...5 { events.emit(.probing, about: .container("hq-db-\(number)", of: "db")) }
        let expected = events.snapshot
        #expect(expected.latest.count == 5)
        #expect(await iterator.next() == .snapshot(expected))
        events.emit(.stopping)
        guard case .event(let event)? = await iterator.next() else {
            Issue.record("no event")
            return
        }
        #expect(event.sequence == 6)
    }

    /// However fast it is: a snapshot and what comes after it always lead to the state of the broadcast.
    @Test(arguments: [1, 3, 50]) func snapshotsAndEventsLeadToTheSameState(capacity: Int) async {
        let events = broadcast()
        let updates = events.updates(keeping: capacity)
        async let followed = Self.state(of: updates)
        for number in 1...500 {
            events.emit(
                EventSamples.actions[number % EventSamples.actions.count].continuing,
                about: EventSamples.container
            )
            if number % 7 == 0 { await Task.yield() }
        }
        events.emit(.sessionEnded(outcome: .interrupted))
        #expect(await followed == events.snapshot)
    }

    private static func state(of updates: EventUpdates) async -> SessionSnapshot {
        var state = SessionSnapshot()
        for await update in updates {
            switch update {
            case .snapshot(let snapshot): state = snapshot
            case .event(let event): state.apply(event)
            }
        }
        return state
    }
}

extension EventAction {
    /// The event, unless it would end the session.
    fileprivate var continuing: EventAction { if case .sessionEnded = self { .stopping } else { self } }
}
