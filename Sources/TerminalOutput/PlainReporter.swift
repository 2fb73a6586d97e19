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
    private let isColoured: Bool
    private let logs: LogFormatter

    /// Creates a reporter.
    package init(output: any TextOutput, scope: Scope = .everything, isColoured: Bool, logs: LogFormatter) {
        self.output = output
        self.scope = scope
        self.isColoured = isColoured
        self.logs = logs
    }

    /// Writes the event's line, if it has one.
    package func emit(_ event: SessionEvent) {
        if case .log(let line) = event {
            logs.write(line, to: output)
        } else if let line = EventText.dataLine(for: event) {
            output.write(line + "\n", to: .data)
        } else if case .build(let build) = event, build.isOutput {
            guard scope == .everything, let line = EventText.line(for: event, coloured: false) else { return }
            logs.write(own: line, to: output)
        } else if scope == .everything || event.reportsTrouble,
            let line = EventText.line(for: event, coloured: isColoured)
        {
            let restart = EventText.restartLine(for: event).map { $0 + "\n" } ?? ""
            output.write(line + "\n" + restart, to: .report)
        }
    }
}
