import Synchronization

/// Listens to a session's events.
///
/// - Ownership: is called within ``EventBroadcast/emit(_:)``, in the order of events, one call at a time; so a listener
///   that takes long slows those down who emit, and loses nothing. It must not emit itself.
package protocol EventListener: Sendable {
    /// Takes one event.
    func take(_ event: StampedEvent)
}

/// Stamps a session's events with number and time, and hands them to whoever listens.
///
/// There are two kinds of listeners: those that are called with each event (``EventListener``), and those that take events
/// when they get round to it (``updates(keeping:)``): these slow nobody down, and get a snapshot of the present state in place
/// of what they missed.
package final class EventBroadcast: SessionEventSink {
    private struct Subscriber {
        var pending: [StampedEvent] = []
        /// Whether a snapshot is due in place of what was missed.
        var isBehind = true
        let capacity: Int
        let wakeup: AsyncStream<Void>.Continuation

        mutating func offer(_ event: StampedEvent) {
            guard !isBehind else { return }
            if pending.count >= capacity {
                pending = []
                isBehind = true
            } else {
                pending.append(event)
            }
            wakeup.yield()
        }
    }

    private struct State {
        var sequence = 0
        var subject: EventSubject
        var snapshot = SessionSnapshot()
        var listeners: [any EventListener] = []
        var subscribers: [Int: Subscriber] = [:]
        var nextSubscriber = 0
        var isClosed = false
    }

    private let state: Mutex<State>
    private let stopwatch: Stopwatch
    private let wallClock: WallClock

    /// Begins a session.
    ///
    /// - Parameters:
    ///   - verb: what the session does, such as `up`.
    ///   - clock: what the time since the session's begin is measured on.
    ///   - wallClock: what the time of day is read from.
    package init(verb: String, clock: some Clock<Duration>, wallClock: WallClock) {
        state = Mutex(State(subject: EventSubject(.session, verb)))
        stopwatch = Stopwatch(clock)
        self.wallClock = wallClock
    }

    /// Adds a listener that takes each event from now on.
    package func add(_ listener: any EventListener) {
        state.withLock { $0.listeners.append(listener) }
    }

    /// Stamps the event and hands it to all listeners.
    package func emit(_ event: SessionEvent) {
        state.withLock { state in
            if case .projectOpened(let name) = event.action { state.subject = EventSubject(.project, name) }
            state.sequence += 1
            let stamped = StampedEvent(
                sequence: state.sequence,
                time: wallClock.now,
                elapsed: stopwatch.elapsed,
                subject: event.subject ?? state.subject,
                step: event.step,
                action: event.action
            )
            state.snapshot.apply(stamped)
            for listener in state.listeners { listener.take(stamped) }
            for key in state.subscribers.keys { state.subscribers[key]?.offer(stamped) }
            guard case .sessionEnded = event.action else { return }
            state.isClosed = true
            for subscriber in state.subscribers.values { subscriber.wakeup.finish() }
        }
    }

    /// The present state.
    package var snapshot: SessionSnapshot { state.withLock(\.snapshot) }

    /// What happens from now on, for a listener that slows nobody down. Begins with a snapshot; ends with the session.
    ///
    /// - Parameter capacity: how many events wait for it at most; where there would be more, all are dropped, and it gets
    ///   a snapshot next.
    package func updates(keeping capacity: Int) -> EventUpdates {
        let (wakeups, wakeup) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let key = state.withLock { state in
            state.nextSubscriber += 1
            state.subscribers[state.nextSubscriber] = Subscriber(capacity: max(1, capacity), wakeup: wakeup)
            if state.isClosed { wakeup.finish() }
            return state.nextSubscriber
        }
        wakeup.onTermination = { [weak self] reason in
            // What is left when the session is over is still taken.
            guard case .cancelled = reason else { return }
            self?.state.withLock { $0.subscribers[key] = nil }
        }
        return EventUpdates(wakeups: wakeups) { [weak self] in self?.next(for: key) }
    }

    private func next(for key: Int) -> EventUpdate? {
        state.withLock { state in
            guard var subscriber = state.subscribers[key] else { return nil }
            defer { state.subscribers[key] = subscriber }
            if subscriber.isBehind {
                subscriber.isBehind = false
                return .snapshot(state.snapshot)
            }
            return subscriber.pending.isEmpty ? nil : .event(subscriber.pending.removeFirst())
        }
    }
}
