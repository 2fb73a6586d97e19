package import SessionEvents

/// Shows each finished thing as one line, for terminals that cannot be redrawn, files and pipes.
package struct PlainReporter: SessionReporter {
    private let output: any TextOutput
    private let isColoured: Bool
    private let logs: LogFormatter

    /// Creates a reporter.
    package init(output: any TextOutput, isColoured: Bool, logs: LogFormatter) {
        self.output = output
        self.isColoured = isColoured
        self.logs = logs
    }

    /// Writes the event's line, if it has one.
    package func emit(_ event: SessionEvent) {
        if case .log(let line) = event {
            output.write(logs.text(for: line), to: .data)
        } else if let line = EventText.line(for: event, coloured: isColoured) {
            output.write(line + "\n", to: .report)
        }
    }
}
