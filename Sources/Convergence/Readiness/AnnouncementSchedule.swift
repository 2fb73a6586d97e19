/// When something that takes long is said: after two seconds, and then less and less often.
///
/// - Unit and range: after 2 s, then after pauses that double up to a minute.
package struct AnnouncementSchedule: Sendable {
    private var next = Duration.seconds(2)
    private var pause = Duration.seconds(3)

    /// Creates a schedule that nothing was said by yet.
    package init() {}

    /// When it is said next, counted from the beginning of the waiting.
    package var time: Duration { next }

    /// Whether it is to be said now; moves on when it is.
    package mutating func isDue(after waited: Duration) -> Bool {
        guard waited >= next else { return false }
        while next <= waited { advance() }
        return true
    }

    /// Moves on to the next time.
    package mutating func advance() {
        next += pause
        pause = min(pause * 2, .seconds(60))
    }
}
