import ComposeModel
import EngineAPI
import Reconciliation
import SessionEvents
import Synchronization

/// Tells what the hooks of a container write, line by line, as lines of a source of its own: `web-1 ->`.
///
/// - Source: docker compose, which shows a hook's lines beside those of its container.
final class HookLog: Sendable {
    /// How long a line becomes, in bytes, before the rest of it is told as another one.
    private static let longestLine = 65_536

    private let events: StepEvents
    private let source: String
    /// What has come of the line that each stream is in.
    private let open = Mutex<[LogLine.Stream: [UInt8]]>([:])

    /// Creates a log of a container's hooks.
    init(of container: String, in project: ProjectName, _ events: StepEvents) {
        self.events = events
        source = "\(ContainerNaming.source(of: container, in: project)) ->"
    }

    /// Takes what a hook writes.
    func take(_ bytes: [UInt8], _ stream: LogFrame.Stream) {
        let stream: LogLine.Stream = stream == .stderr ? .error : .output
        let lines = open.withLock { open in
            var lines = ((open[stream] ?? []) + bytes)
                .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                .map { Array($0) }
            let rest = lines.popLast() ?? []
            let isTooLong = rest.count > Self.longestLine
            if isTooLong { lines.append(rest) }
            open[stream] = isTooLong ? [] : rest
            return lines
        }
        for line in lines { tell(line, stream) }
    }

    /// Tells the lines that a hook did not finish.
    func end() {
        let lines = open.withLock { open in
            defer { open = [:] }
            return open
        }
        for (stream, line) in lines.sorted(by: { $0.key.rawValue > $1.key.rawValue }) where !line.isEmpty {
            tell(line, stream)
        }
    }

    private func tell(_ line: [UInt8], _ stream: LogLine.Stream) {
        events.emit(.logged(line: LogLine(source: source, stream: stream, bytes: line)))
    }
}
