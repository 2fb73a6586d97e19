import EngineAPI
import Synchronization

/// The ends of a container's runs that the engine told of, and that were not told on yet.
final class PendingEnds: Sendable {
    /// A run's last lines may be noted this long after its end; the engine itself waits twice as long before the next run.
    private static let tolerance = Duration.milliseconds(50)

    private let times = Mutex<[EngineTimestamp]>([])

    func note(_ time: EngineTimestamp) { times.withLock { $0.append(time) } }

    func forget(upTo time: EngineTimestamp) { times.withLock { $0.removeAll { $0 <= time } } }

    /// Whether a run ended so long before `time` that what was written then is of a later one.
    func hasOne(wellBefore time: EngineTimestamp) -> Bool {
        times.withLock { $0.contains { time.duration(since: $0) > Self.tolerance } }
    }
}
