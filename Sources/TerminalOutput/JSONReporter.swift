package import SessionEvents

/// Shows each event as one JSON object on a line of its own, as `docs/Events.md` describes them; log lines stay as they are,
/// and so do the beginning and the end of containers' output, which stand among them.
package struct JSONReporter: SessionReporter {
    private let output: any TextOutput
    private let style: ReportStyle
    private let logs: LogFormatter

    /// Creates a reporter.
    package init(output: any TextOutput, style: ReportStyle = ReportStyle(), logs: LogFormatter) {
        self.output = output
        self.style = style
        self.logs = logs
    }

    /// Writes the event's object.
    package func take(_ event: StampedEvent) {
        if case .logged(let line) = event.action { return logs.write(line, to: output) }
        guard style.shows(event) else { return }
        if let line = EventText.dataLine(for: event) { logs.write(own: line, to: output) }
        if let json = try? event.json { output.write(json + "\n", to: .report) }
    }
}
