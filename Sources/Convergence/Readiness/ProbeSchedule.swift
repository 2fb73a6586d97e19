/// When a health check is tried next: often at first, since most services are ready soon, then less and less.
///
/// - Unit and range: the pauses grow by a quarter from 40 ms to 500 ms, so that a service that needs a few seconds is
///   noticed within half a second. Up to that they are twice the last probe at least, so that probing leaves two thirds
///   of the time to the service.
struct ProbeSchedule: Sendable {
    private static let longest = Duration.milliseconds(500)
    private var pause = Duration.milliseconds(40)

    /// The pause before the next probe.
    ///
    /// - Parameter lastProbe: how long the last probe took; `nil` before the first.
    mutating func next(afterProbeOf lastProbe: Duration?) -> Duration {
        defer { pause = min(pause * 5 / 4, Self.longest) }
        guard let lastProbe else { return pause }
        return min(max(pause, lastProbe * 2), Self.longest)
    }
}
