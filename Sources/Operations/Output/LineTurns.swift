import Convergence
import SessionEvents
import Synchronization

/// Lets a line that is shown in parts be finished before other containers' lines are shown.
///
/// A line that is not finished in time is interrupted, so that a container that never ends its line cannot silence the
/// others.
final class LineTurns: Sendable {
    /// How long the others wait.
    private static let patience = Duration.seconds(2)
    /// How often they look; only ever while a line of more than ``LogLineSplitter/longestWholeLine`` is shown.
    private static let interval = Duration.milliseconds(5)

    private let session: Session
    /// The container whose line is being shown in parts, and the stream.
    private let open = Mutex<(source: String, stream: LogLine.Stream)?>(nil)

    init(_ session: Session) { self.session = session }

    /// Shows a line or a part of one, which a container wrote, when it is its turn.
    ///
    /// - Throws: `CancellationError`.
    func emit(_ line: LogLine, of container: EventSubject) async throws {
        let stopwatch = session.stopwatch
        while !take(line, whatever: false) {
            if stopwatch.elapsed >= Self.patience {
                _ = take(line, whatever: true)
                break
            }
            try await session.clock.sleep(for: Self.interval)
        }
        session.events.emit(.logged(line: line), about: container)
    }

    /// - Returns: whether the line may be shown; the one that is open then is this one, if it goes on.
    private func take(_ line: LogLine, whatever isForced: Bool) -> Bool {
        open.withLock { open in
            // A container's two streams come from one connection: waiting for the other one would be waiting for itself.
            if let open, open.source != line.source, !isForced { return false }
            switch line.part {
            case .beginning, .middle: open = (line.source, line.stream)
            case .whole, .end: if open?.source == line.source, open?.stream == line.stream { open = nil }
            }
            return true
        }
    }
}
