import CLibrary

/// Tells the time of day, for what people read and for what outlives a process. It may be set back at any moment: limits and
/// pauses are measured on a `Clock`.
package struct WallClock: Sendable {
    private let reading: @Sendable () -> Duration

    /// Makes a clock that shows what a closure says.
    ///
    /// - Parameter reading: gives the time since 1970-01-01T00:00:00Z.
    package init(_ reading: @escaping @Sendable () -> Duration) { self.reading = reading }

    /// That of the machine.
    package static let system = WallClock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }

    /// The time since 1970-01-01T00:00:00Z.
    package var now: Duration { reading() }
}
