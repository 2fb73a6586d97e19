import Diagnostics
package import SessionEvents
import Synchronization

/// Keeps what is told, in order.
package final class RecordedEvents: SessionEventSink {
    private let state = Mutex<[SessionEvent]>([])

    package init() {}

    package func emit(_ event: SessionEvent) { state.withLock { $0.append(event) } }

    /// All events.
    package var all: [SessionEvent] { state.withLock(\.self) }

    /// The texts of the warnings, with their hints in parentheses.
    package var warnings: [String] {
        all.compactMap { event in
            guard case .diagnosed(let diagnostic, _) = event.action, diagnostic.severity == .warning else { return nil }
            return String(diagnostic.line().dropFirst("warning: ".count))
        }
    }
}
