import EngineClient
import Synchronization

/// Knows whether the engine answers, and says so when that changes.
final class EngineLink: Sendable {
    private let engine: EngineClient
    private let limit: Duration
    private let reporter: WatchReporter
    private let lostAt = Mutex<ContinuousClock.Instant?>(nil)

    /// - Parameter limit: how long the engine may take to answer a ping.
    init(engine: EngineClient, limit: Duration, reporter: WatchReporter) {
        self.engine = engine
        self.limit = limit
        self.reporter = reporter
    }

    /// Whether the engine was found not to answer, and did not come back since.
    var isLost: Bool { lostAt.withLock { $0 != nil } }

    /// Asks the engine whether it is there. That it is not is reported, once.
    func check() async -> Bool {
        do {
            let engine = engine
            _ = try await withDeadline(limit) { try await engine.ping() }
            return true
        } catch {
            guard !Task.isCancelled else { return true }
            // Said before anybody knows of it, so that nothing that follows from it is said earlier.
            lostAt.withLock { lostAt in
                guard lostAt == nil else { return }
                reporter.engineLost(error)
                lostAt = .now
            }
            return false
        }
    }

    /// Notes that the engine answers; that it is back is reported.
    func found() {
        lostAt.withLock { lostAt in
            guard let lost = lostAt else { return }
            reporter.engineBack(after: .now - lost)
            lostAt = nil
        }
    }
}
