/// When a health check is tried next: often at first, since most services are ready soon, then less and less.
///
/// - Unit and range: the pauses grow by half from 40 ms to 1 s, and are never shorter than twice the last probe, so that
///   probing takes a third of one processor at most.
struct ProbeSchedule: Sendable {
    private static let longest = Duration.seconds(1)
    private var pause = Duration.milliseconds(40)

    /// The pause before the next probe.
    ///
    /// - Parameter lastProbe: how long the last probe took; `nil` before the first.
    mutating func next(afterProbeOf lastProbe: Duration?) -> Duration {
        defer { pause = min(pause * 3 / 2, Self.longest) }
        guard let lastProbe else { return pause }
        return min(max(pause, lastProbe * 2), Self.longest)
    }
}
