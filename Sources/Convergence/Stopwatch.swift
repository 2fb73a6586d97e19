/// The time since a moment, on whichever clock.
struct Stopwatch: Sendable {
    private let reading: @Sendable () -> Duration

    /// Starts now.
    init(_ clock: some Clock<Duration>) {
        let began = clock.now
        reading = { began.duration(to: clock.now) }
    }

    /// The time since the start.
    var elapsed: Duration { reading() }
}
