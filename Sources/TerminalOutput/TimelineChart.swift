package import SessionEvents

/// Draws a start-up: when each container started, when it was ready, and for whom it waited.
package struct TimelineChart: Sendable {
    private let timeline: StartupTimeline
    private let isColoured: Bool

    /// How many columns the bars may take.
    private static let barWidth = 32

    /// Prepares a drawing.
    package init(_ timeline: StartupTimeline, isColoured: Bool) {
        self.timeline = timeline
        self.isColoured = isColoured
    }

    /// The drawing, one line for each container under a heading; `─` is waiting for others, `█` is becoming ready.
    package var text: String {
        let nameWidth = timeline.rows.map(\.container.count).max() ?? 0
        var lines = ["startup timeline, \(timeline.total.duration.text)"]
        for row in timeline.rows {
            let name = row.container + String(repeating: " ", count: nameWidth - row.container.count)
            lines.append("  \(name)  \(bar(for: row))  \(explanation(of: row))")
        }
        return lines.joined(separator: "\n")
    }

    private func bar(for row: StartupTimeline.Row) -> String {
        let start = column(row.started)
        let end = max(column(row.ready ?? row.started), start)
        let waiting = String(repeating: "─", count: start)
        let work = String(repeating: "█", count: max(1, end - start))
        let rest = String(repeating: " ", count: max(0, Self.barWidth + 1 - waiting.count - work.count))
        return TextStyle.faint.applied(to: waiting, when: isColoured)
            + TextStyle.green.applied(to: work, when: isColoured) + rest
    }

    private func column(_ time: Seconds?) -> Int {
        let total = timeline.total.duration
        guard let time = time?.duration, total > .zero else { return 0 }
        return min(Self.barWidth, Int((time / total * Double(Self.barWidth)).rounded()))
    }

    private func explanation(of row: StartupTimeline.Row) -> String {
        var parts: [String] = []
        if let started = row.started {
            parts.append("started at \(started.duration.text)")
        } else {
            parts.append("was running")
        }
        if let ready = row.ready {
            parts.append("ready at \(ready.duration.text)" + (row.outcome.map { " (\(Self.words(for: $0)))" } ?? ""))
        }
        if let last = row.waitedFor.first {
            let others = row.waitedFor.dropFirst()
            parts.append("waited for \(last)" + (others.isEmpty ? "" : ", \(others.joined(separator: ", "))"))
        }
        return parts.joined(separator: ", ")
    }

    private static func words(for outcome: StartupTimeline.Outcome) -> String {
        switch outcome {
        case .healthy: "health check passed"
        case .running: "running, no health check"
        case .completed: "exited with 0"
        }
    }
}
