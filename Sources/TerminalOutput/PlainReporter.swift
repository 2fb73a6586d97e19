package import SessionEvents

/// Shows what is done as lines, for terminals that cannot be redrawn, files and pipes.
package struct PlainReporter: SessionReporter {
    /// Which events are worth a line; log lines are data and always shown. What a build does step by step is data, too, but
    /// only shown with everything.
    package enum Scope: Sendable, Hashable {
        /// Everything that is done.
        case everything
        /// Only warnings and failures.
        case trouble
    }

    private let output: any TextOutput
    private let scope: Scope
    private let style: ReportStyle
    private let logs: LogFormatter

    /// Creates a reporter.
    package init(output: any TextOutput, scope: Scope = .everything, style: ReportStyle, logs: LogFormatter) {
        self.output = output
        self.scope = scope
        self.style = style
        self.logs = logs
    }

    /// Writes the event's line, if it has one.
    package func take(_ event: StampedEvent) {
        guard style.shows(event) else { return }
        if case .logged(let line) = event.action {
            logs.write(line, to: output)
        } else if let line = EventText.dataLine(for: event) {
            output.write(line + "\n", to: .data)
        } else if event.isBuildOutput {
            guard scope == .everything, let line = EventText.line(for: event, ReportStyle()) else { return }
            logs.write(own: line, to: output)
        } else if scope == .everything || event.reportsTrouble, let line = EventText.line(for: event, style) {
            let phrases = EventText.phrases(for: event, style).map { "   \($0)\n" }
            output.write(line + "\n" + phrases.joined(), to: .report)
        }
    }
}
