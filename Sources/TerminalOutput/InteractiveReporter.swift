package import SessionEvents
import Synchronization

/// Shows what is going on in a block of lines at the bottom of the terminal that is redrawn in place; what is finished
/// moves up and stays.
package final class InteractiveReporter: SessionReporter {
    private struct Activity {
        var text: String
        var began: ContinuousClock.Instant
    }

    private struct State {
        /// What is going on, by subject, in order of beginning.
        var activities: [(subject: String, activity: Activity)] = []
        var drawnLines = 0
        var frame = 0
    }

    private static let frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
    private let state = Mutex(State())
    private let output: any TextOutput
    private let traits: TerminalTraits
    private let logs: LogFormatter
    private let beginning: AsyncStream<Void>.Continuation

    /// Tells when the block gets its first line.
    package let beginnings: AsyncStream<Void>?

    /// Creates a reporter for a terminal.
    package init(output: any TextOutput, traits: TerminalTraits, logs: LogFormatter) {
        self.output = output
        self.traits = traits
        self.logs = logs
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        (beginnings, beginning) = (stream, continuation)
    }

    /// Takes the event into the block, or writes it above.
    package func emit(_ event: SessionEvent) {
        state.withLock { state in
            var above = ""
            if case .log(let line) = event {
                output.write(erasure(&state), to: .report)
                logs.write(line, to: output)
            } else if let line = EventText.dataLine(for: event) {
                output.write(erasure(&state), to: .report)
                output.write(line + "\n", to: .data)
            } else {
                let wasEmpty = state.activities.isEmpty
                Self.update(&state, with: event)
                if wasEmpty, !state.activities.isEmpty { beginning.yield() }
                if let line = EventText.line(for: event, coloured: traits.coloursReport), !Self.isPassing(event) {
                    above = line + "\n"
                }
            }
            redraw(&state, writing: above)
        }
    }

    /// Moves the spinner and the elapsed times on.
    @discardableResult package func tick() -> Bool {
        state.withLock { state in
            guard !state.activities.isEmpty else { return false }
            state.frame += 1
            redraw(&state, writing: "")
            return true
        }
    }

    /// Removes the block.
    package func finish() {
        state.withLock { state in
            state.activities = []
            redraw(&state, writing: "")
        }
    }

    /// What removes the block; empty where there is none.
    private func erasure(_ state: inout State) -> String {
        defer { state.drawnLines = 0 }
        return state.drawnLines > 0 ? "\u{1B}[\(state.drawnLines)A\r\u{1B}[J" : ""
    }

    private func redraw(_ state: inout State, writing above: String) {
        // A container's line that is not finished must not be drawn into; the block comes back behind its end.
        let isLineOpen = logs.isLineOpen(on: .data) || logs.isLineOpen(on: .report)
        let erasure = erasure(&state)
        let now = ContinuousClock.now
        let frame = Self.frames[state.frame % Self.frames.count]
        let block = (isLineOpen ? [] : state.activities).map { subject, activity in
            let text =
                " \(frame) \(subject)  \(activity.text)  \(now - activity.began < .seconds(1) ? "" : (now - activity.began).text)"
            return fitted(text) + "\n"
        }
        state.drawnLines = block.count
        let text = erasure + (isLineOpen && !above.isEmpty ? "\n" : "") + above + block.joined()
        if !text.isEmpty { output.write(text, to: .report) }
    }

    /// Cut to the terminal's width, since a wrapped line would spoil the redrawing.
    private func fitted(_ text: String) -> String {
        guard let width = traits.width, text.count >= width, width > 1 else { return text }
        return String(text.prefix(width - 2)) + "…"
    }

    /// Whether the event is shown in the block alone and leaves no line behind.
    private static func isPassing(_ event: SessionEvent) -> Bool {
        switch event {
        case .build(let build): if case .started = build.phase { true } else { build.isOutput }
        case .readiness(let readiness): if case .waiting = readiness.state { true } else { false }
        default: false
        }
    }

    private static func update(_ state: inout State, with event: SessionEvent) {
        switch event {
        case .step(let step):
            switch step.phase {
            case .started(let text): show(step.subject, text, &state)
            case .finished, .failed: hide(step.subject, &state)
            }
        case .readiness(let readiness):
            let subject = "Container \(readiness.container)"
            switch readiness.state {
            case .probing: show(subject, "Waiting until it is ready", &state)
            case .waiting(let waiting): show(subject, EventText.text(for: waiting), &state)
            case .healthy, .completed, .failed: hide(subject, &state)
            }
        case .build(let build):
            let subject = "Image of \(build.service)"
            switch build.phase {
            case .started: show(subject, "Sending the build context", &state)
            case .stepStarted(let step): show(subject, step, &state)
            case .output(let step, let line): show(subject, "\(step): \(line)", &state)
            case .stepFinished: break
            case .finished, .failed: hide(subject, &state)
            }
        case .pull(let pull):
            let subject = "Image \(pull.image)"
            switch pull.phase {
            case .started: show(subject, "Pulling", &state)
            case .progress(let layer, let status): show(subject, "Pulling \(layer) \(status)", &state)
            case .finished, .failed: hide(subject, &state)
            }
        case .watch, .attaching, .log, .exit, .timeline, .warning, .notice: break
        }
    }

    private static func show(_ subject: String, _ text: String, _ state: inout State) {
        if let index = state.activities.firstIndex(where: { $0.subject == subject }) {
            state.activities[index].activity.text = text
        } else {
            state.activities.append((subject, Activity(text: text, began: .now)))
        }
    }

    private static func hide(_ subject: String, _ state: inout State) {
        state.activities.removeAll { $0.subject == subject }
    }
}
