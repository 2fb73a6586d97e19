package import SessionEvents

/// Shows only log lines, warnings and failures.
package struct QuietReporter: SessionReporter {
    private let output: any TextOutput
    private let isColoured: Bool
    private let logs: LogFormatter

    /// Creates a reporter.
    package init(output: any TextOutput, isColoured: Bool, logs: LogFormatter) {
        self.output = output
        self.isColoured = isColoured
        self.logs = logs
    }

    /// Writes the event's line if it reports trouble or is a log line.
    package func emit(_ event: SessionEvent) {
        if case .log(let line) = event {
            output.write(logs.text(for: line), to: .data)
        } else if event.reportsTrouble, let line = EventText.line(for: event, coloured: isColoured) {
            output.write(line + "\n", to: .report)
        }
    }
}

extension SessionEvent {
    /// Whether the event tells of a warning or a failure.
    package var reportsTrouble: Bool {
        switch self {
        case .warning, .watch(.failed): true
        case .step(let step): if case .failed = step.phase { true } else { false }
        case .readiness(let readiness): if case .failed = readiness.state { true } else { false }
        case .build(let build): if case .failed = build.phase { true } else { false }
        case .pull(let pull): if case .failed = pull.phase { true } else { false }
        default: false
        }
    }
}
