package import SessionEvents
import Synchronization

/// Shows what is going on in a block of lines at the bottom of the terminal that is redrawn in place; what is finished
/// moves up and stays. Where services were given lines of their own, keys have a meaning too.
///
/// Everything that is shown is decided by ``InterfaceState``; this writes it. On one screen each change is one write, so that
/// nothing flickers; lines that follow each other closely are written together.
package final class InteractiveReporter: SessionReporter {
    private struct State {
        var interface: InterfaceState
        var drawer = BlockDrawer()
        /// What is to be written above the block.
        var pending: [UInt8] = []
        var lastWrite = Duration.zero - pause
        /// Whether the block is left away, since the terminal belongs to somebody else.
        var isHidden = false
    }

    /// How long lines wait for others to be written with them.
    private static let pause = Duration.milliseconds(30)
    /// How many bytes of lines wait at most.
    private static let capacity = 32_768

    private let state: Mutex<State>
    private let output: any TextOutput
    private let traits: TerminalTraits
    private let style: ReportStyle
    private let logs: LogFormatter
    private let stopwatch = Stopwatch(ContinuousClock())
    private let beginning: AsyncStream<Void>.Continuation
    private let asked: AsyncStream<InterfaceState.Action>.Continuation

    /// Tells when something begins that moves.
    package let beginnings: AsyncStream<Void>?
    /// What is to be done because of keys. For one reader.
    package let actions: AsyncStream<InterfaceState.Action>

    /// Creates a reporter for a terminal.
    package init(output: any TextOutput, traits: TerminalTraits, style: ReportStyle, logs: LogFormatter) {
        self.output = output
        self.style = style
        self.traits = traits
        self.logs = logs
        state = Mutex(State(interface: InterfaceState(rows: traits.height, columns: traits.width)))
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        (beginnings, beginning) = (stream, continuation)
        (actions, asked) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(64))
    }

    /// Takes the event into the block, or writes it above.
    package func take(_ event: StampedEvent) {
        guard style.shows(event) else { return }
        state.withLock { state in
            let moved = state.interface.moves
            for action in state.interface.take(event, at: stopwatch.elapsed) { asked.yield(action) }
            if case .logged(let line) = event.action {
                guard state.interface.shows(line) else {
                    beginning.yield()
                    return
                }
                write(&state, mayWait: true) { logs.write(line, to: $0) }
            } else if let line = EventText.dataLine(for: event) {
                write(&state) { $0.write(line + "\n", to: .data) }
            } else if let line = EventText.line(for: event, style), !Self.isPassing(event) {
                let isLineOpen = isLineOpen
                write(&state) { $0.write((isLineOpen ? "\n" : "") + line + "\n", to: .report) }
            } else if isSoon(state), state.interface.moves {
                beginning.yield()
            } else {
                redraw(&state)
            }
            if !moved, state.interface.moves { beginning.yield() }
        }
    }

    /// Changes what is shown, and shows it.
    package func change(_ body: (inout InterfaceState) -> Void) {
        state.withLock { state in
            body(&state.interface)
            redraw(&state)
        }
    }

    /// Takes a key.
    package func press(_ key: TerminalKey) {
        change { for action in $0.press(key) { asked.yield(action) } }
    }

    /// Takes the size that the terminal has now: whatever it made of the block is drawn over.
    package func resize(rows: Int?, columns: Int?) {
        state.withLock { state in
            state.interface.resize(rows: rows, columns: columns)
            state.drawer.forget()
            redraw(&state)
        }
    }

    /// Writes a line above the block that no event tells.
    package func write(line: String) { state.withLock { write(&$0) { $0.write(line + "\n", to: .report) } } }

    /// Removes the block until ``show()``, since the terminal belongs to somebody else.
    package func hide() {
        state.withLock { state in
            state.isHidden = true
            redraw(&state)
        }
    }

    /// Draws the block again.
    package func show() {
        state.withLock { state in
            state.isHidden = false
            redraw(&state)
        }
    }

    /// Moves the spinner and the elapsed times on, and writes what waits.
    @discardableResult package func tick() -> Bool {
        state.withLock { state in
            let wasWaiting = !state.pending.isEmpty
            redraw(&state)
            return wasWaiting || state.interface.moves
        }
    }

    /// Removes the block.
    package func finish() {
        asked.finish()
        state.withLock { state in
            state.isHidden = true
            redraw(&state)
        }
    }

    /// Whether the last writing was so short a time ago that the next one may wait.
    private func isSoon(_ state: State) -> Bool { stopwatch.elapsed - state.lastWrite < Self.pause }

    private var isLineOpen: Bool { logs.isLineOpen(on: .data) || logs.isLineOpen(on: .report) }

    /// Writes something above the block.
    ///
    /// - Parameter mayWait: whether it may wait for others to be written with it.
    private func write(_ state: inout State, mayWait: Bool = false, _ body: (any TextOutput) -> Void) {
        guard traits.hasOneScreen else {
            let erasure = state.drawer.erasure()
            if !erasure.isEmpty { output.write(erasure, to: .report) }
            body(output)
            return redraw(&state)
        }
        let text = CollectedOutput()
        body(text)
        state.pending += text.bytes
        if mayWait, isSoon(state), state.pending.count < Self.capacity {
            beginning.yield()
        } else {
            redraw(&state)
        }
    }

    /// Writes what waits, and the block below it.
    private func redraw(_ state: inout State) {
        let now = stopwatch.elapsed
        // A container's line that is not finished must not be drawn into; the block comes back behind its end.
        let isShown = !state.isHidden && !isLineOpen
        let lines = isShown ? state.interface.lines(at: now, isColoured: style.isColoured) : []
        guard !state.pending.isEmpty || state.drawer.differs(from: lines) else { return }
        let bytes = Array(state.drawer.erasure().utf8) + state.pending + Array(state.drawer.drawing(of: lines).utf8)
        output.write(bytes, to: traits.hasOneScreen ? .data : .report)
        state.pending = []
        state.lastWrite = now
    }

    /// Whether the event is shown in the block alone and leaves no line behind.
    private static func isPassing(_ event: StampedEvent) -> Bool {
        switch event.action {
        case .buildBegan, .waiting, .standing(.restarting), .providerSaid(_, false): true
        default: event.isBuildOutput
        }
    }
}

/// Collects what is written, whatever the channel.
private final class CollectedOutput: TextOutput {
    private let state = Mutex<[UInt8]>([])

    var bytes: [UInt8] { state.withLock(\.self) }

    func write(_ bytes: [UInt8], to channel: OutputChannel) { state.withLock { $0 += bytes } }
}
