/// What a listener gets that takes events when it gets round to it.
package enum EventUpdate: Sendable, Hashable {
    /// The state at this moment, in place of all events before it.
    case snapshot(SessionSnapshot)
    /// The next event.
    case event(StampedEvent)
}

/// The updates for one listener of a broadcast, in order. One iteration only.
package struct EventUpdates: AsyncSequence, Sendable {
    package typealias Element = EventUpdate

    let wakeups: AsyncStream<Void>
    let next: @Sendable () -> EventUpdate?

    package func makeAsyncIterator() -> Iterator { Iterator(wakeups: wakeups.makeAsyncIterator(), take: next) }

    package struct Iterator: AsyncIteratorProtocol {
        var wakeups: AsyncStream<Void>.Iterator
        let take: @Sendable () -> EventUpdate?

        package mutating func next() async -> EventUpdate? {
            while true {
                if Task.isCancelled { return nil }
                if let update = take() { return update }
                if await wakeups.next() == nil { return take() }
            }
        }
    }
}
