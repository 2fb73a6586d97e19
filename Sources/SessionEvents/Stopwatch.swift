/// The time since a moment, on whichever clock.
package struct Stopwatch: Sendable {
    private let reading: @Sendable () -> Duration

    /// Starts now.
    package init(_ clock: some Clock<Duration>) {
        let began = clock.now
        reading = { began.duration(to: clock.now) }
    }

    /// The time since the start.
    package var elapsed: Duration { reading() }
}
