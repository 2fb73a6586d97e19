/// How much of a time limit is used up, counted in ticks of this program's own time.
///
/// A tick that comes late counts as if it had come in time: while this program got no processor, or the machine slept, it
/// could not have seen an answer either. So a limit says how long somebody else may take, and never less.
///
/// Pure: it is told how long each tick took.
struct Patience: Equatable, Sendable {
    /// The limit.
    let limit: Duration
    /// How much of it is used up.
    private(set) var used = Duration.zero

    /// How many ticks a limit has, if that makes them neither longer nor shorter than these.
    private static let (ticks, longestTick, shortestTick) = (20, Duration.seconds(1), Duration.milliseconds(10))

    init(_ limit: Duration) { self.limit = limit }

    /// How long the next tick is to take; `nil` when the limit is used up.
    var nextTick: Duration? {
        guard used < limit else { return nil }
        return min(limit - used, max(min(limit / Self.ticks, Self.longestTick), Self.shortestTick))
    }

    /// Notes how long the tick took.
    mutating func pass(_ elapsed: Duration) {
        if let tick = nextTick { used += min(elapsed, tick) }
    }

    /// Sleeps until the limit is used up.
    ///
    /// - Throws: `CancellationError`.
    func wait(on clock: some Clock<Duration>) async throws {
        var patience = self
        while let tick = patience.nextTick {
            let began = clock.now
            try await clock.sleep(for: tick)
            patience.pass(began.duration(to: clock.now))
        }
    }
}
