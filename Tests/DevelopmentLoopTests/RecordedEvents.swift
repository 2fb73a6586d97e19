import SessionEvents
import Synchronization

/// Keeps events for a test to look at.
final class RecordedEvents: SessionEventSink {
    private let state = Mutex<[SessionEvent]>([])

    func emit(_ event: SessionEvent) { state.withLock { $0.append(event) } }

    var all: [SessionEvent] { state.withLock { $0 } }

    var applications: [WatchEvent.Application] {
        all.compactMap { if case .watch(.applied(let application)) = $0 { application } else { nil } }
    }

    var failures: [String] {
        all.compactMap { event in
            guard case .watch(.failed(let service, let path, let reason, let retrying)) = event else { return nil }
            return "\(service) \(path ?? "-") \(reason) \(retrying)"
        }
    }

    var warnings: [String] { all.compactMap { if case .warning(let text) = $0 { text } else { nil } } }

    var isEnabled: Bool { all.contains { if case .watch(.enabled) = $0 { true } else { false } } }
}
