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
    private let style: ReportStyle
    private let logs: LogFormatter
    private let beginning: AsyncStream<Void>.Continuation

    /// Tells when the block gets its first line.
    package let beginnings: AsyncStream<Void>?

    /// Creates a reporter for a terminal.
    package init(output: any TextOutput, traits: TerminalTraits, style: ReportStyle, logs: LogFormatter) {
        self.output = output
        self.style = style
        self.traits = traits
        self.logs = logs
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        (beginnings, beginning) = (stream, continuation)
    }

    /// Takes the event into the block, or writes it above.
    package func take(_ event: StampedEvent) {
        guard style.shows(event) else { return }
        state.withLock { state in
            var above = ""
            if case .logged(let line) = event.action {
                output.write(erasure(&state), to: .report)
                logs.write(line, to: output)
            } else if let line = EventText.dataLine(for: event) {
                output.write(erasure(&state), to: .report)
                output.write(line + "\n", to: .data)
            } else {
                let wasEmpty = state.activities.isEmpty
                Self.update(&state, with: event)
                if wasEmpty, !state.activities.isEmpty { beginning.yield() }
                if let line = EventText.line(for: event, style), !Self.isPassing(event) {
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
    private static func isPassing(_ event: StampedEvent) -> Bool {
        switch event.action {
        case .buildBegan, .waiting, .standing(.restarting), .providerSaid(_, false): true
        default: event.isBuildOutput
        }
    }

    private static func update(_ state: inout State, with event: StampedEvent) {
        let (subject, build) = (EventText.name(of: event.subject), EventText.nameOfBuild(event.subject))
        switch event.action {
        case .stepBegan(let action):
            if let words = EventText.words(for: action) { show(subject, words.doing, &state) }
        case .stepDone, .stepFailed, .healthy, .completed, .unready, .pullDone, .pullFailed, .pushDone, .pushFailed:
            hide(subject, &state)
        case .probing: show(subject, "Waiting until it is ready", &state)
        case .waiting(let goal, _, let probe): show(subject, EventText.waiting(for: goal, probe), &state)
        case .buildBegan: show(build, "Sending the build context", &state)
        case .buildStepBegan(let step): show(build, step, &state)
        case .buildOutput(let step, let line): show(build, "\(step): \(line)", &state)
        case .buildDone, .buildFailed: hide(build, &state)
        case .pullBegan: show(subject, "Pulling", &state)
        case .pullProgressed(let layer, let status): show(subject, "Pulling \(layer) \(status)", &state)
        case .providerSaid(let text, false): show(subject, String(text.prefix { !$0.isNewline }), &state)
        case .pushBegan: show(subject, "Pushing", &state)
        case .pushProgressed(let layer, let status): show(subject, "Pushing \(layer) \(status)", &state)
        default: break
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
