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
        var lines = ["startup timeline, \(timeline.total.text)"]
        for row in timeline.rows {
            let name = row.container + String(repeating: " ", count: nameWidth - row.container.count)
            lines.append("  \(name)  \(bar(for: row))  \(explanation(of: row))")
        }
        return lines.joined(separator: "\n")
    }

    private func bar(for row: StartupTimeline.Row) -> String {
        let start = column(row.started ?? .zero)
        let end = max(column(row.ready ?? row.started ?? .zero), start)
        let waiting = String(repeating: "─", count: start)
        let work = String(repeating: "█", count: max(1, end - start))
        let rest = String(repeating: " ", count: max(0, Self.barWidth + 1 - waiting.count - work.count))
        return TextStyle.faint.applied(to: waiting, when: isColoured)
            + TextStyle.green.applied(to: work, when: isColoured) + rest
    }

    private func column(_ time: Duration) -> Int {
        guard timeline.total > .zero else { return 0 }
        return min(Self.barWidth, Int((time / timeline.total * Double(Self.barWidth)).rounded()))
    }

    private func explanation(of row: StartupTimeline.Row) -> String {
        var parts: [String] = []
        if let started = row.started { parts.append("started at \(started.text)") } else { parts.append("was running") }
        if let ready = row.ready {
            parts.append("ready at \(ready.text)" + (row.outcome.isEmpty ? "" : " (\(row.outcome))"))
        }
        if let last = row.waitedFor.first {
            let others = row.waitedFor.dropFirst()
            parts.append("waited for \(last)" + (others.isEmpty ? "" : ", \(others.joined(separator: ", "))"))
        }
        return parts.joined(separator: ", ")
    }
}
