import SessionEvents
import Synchronization
import Testing

@testable import TerminalOutput

/// What is on a terminal with a block, and above it.
@Suite struct InterfaceScreenTests {
    private let output = RecordedOutput()

    private func reporter(rows: Int, columns: Int) -> InteractiveReporter {
        let reporter = InteractiveReporter(
            output: output,
            traits: TerminalTraits(
                dataIsTerminal: true,
                reportIsTerminal: true,
                inputIsTerminal: true,
                width: columns,
                height: rows,
                environment: ["NO_COLOR": "1"],
                ansi: .auto
            ),
            style: ReportStyle(),
            logs: LogFormatter(isColoured: false)
        )
        reporter.change { $0 = InterfaceFixture.state(rows: rows, columns: columns) }
        return reporter
    }

    private func line(_ number: Int) -> StampedEvent {
        StampedEvent(
            .logged(line: LogLine(source: "api-1", stream: number % 2 == 0 ? .error : .output, text: "\(number)"))
        )
    }

    @Test func whatScrollsOffIsWholeAndTheBlockStaysBelow() {
        let reporter = reporter(rows: 9, columns: 60)
        for number in 1...50 {
            reporter.take(line(number))
            if number % 7 == 0 { reporter.tick() }
            if number == 20 { reporter.take(StampedEvent(.watchBegan(services: ["api"], directories: 2))) }
        }
        reporter.tick()
        let lines =
            (1...20).map { "api-1  | \($0)" } + ["Watch enabled: api (2 directories)"]
            + (21...50).map { "api-1  | \($0)" }
        let block = [
            " 1  db  ● running, healthy  5432", "   and 2 more",
            " r restart  b rebuild  f filter  o open  h help  q leave r…",
        ]
        let screen = Screen(output.text(.data), rows: 9, columns: 60)
        #expect(screen.lines == lines + block)
        #expect(screen.scrollback.count == lines.count - 6)
        #expect(output.text(.report).isEmpty, "what is drawn and what scrolls is one stream")
        reporter.finish()
        #expect(Screen(output.text(.data), rows: 9, columns: 60).lines == lines)
    }

    @Test func eachChangeIsOneWriting() {
        let counting = CountedOutput()
        let reporter = InteractiveReporter(
            output: counting,
            traits: TerminalTraits(
                dataIsTerminal: true,
                reportIsTerminal: true,
                width: 60,
                height: 24,
                environment: [:],
                ansi: .auto
            ),
            style: ReportStyle(),
            logs: LogFormatter(isColoured: true)
        )
        reporter.change { $0 = InterfaceFixture.state() }
        #expect(counting.count == 1)
        reporter.take(StampedEvent(.stopping))
        #expect(counting.count == 2)
        // Nothing is written when nothing has changed.
        reporter.tick()
        reporter.change { _ in }
        #expect(counting.count == 2)
        for number in 1...100 { reporter.take(line(number)) }
        reporter.tick()
        #expect(counting.count < 100, "lines that follow each other closely are written together")
    }

    @Test func hiddenItDrawsNothing() {
        let reporter = reporter(rows: 24, columns: 80)
        reporter.hide()
        reporter.take(line(1))
        reporter.tick()
        #expect(Screen(output.text(.data)).lines == ["api-1  | 1"])
        reporter.show()
        #expect(Screen(output.text(.data)).lines.count == 6)
    }

    @Test func aKeyShowsAtOnceWhatItDid() {
        let reporter = reporter(rows: 24, columns: 80)
        reporter.press(.character("r"))
        #expect(
            Screen(output.text(.data)).lines.last
                == " restart which service? number or name: _   Enter chooses, Esc goes back"
        )
        reporter.resize(rows: 3, columns: 30)
        #expect(Screen(output.text(.data)).lines == ["   and 3 more", " restart which service? numb…"])
    }
}

/// Counts writings.
private final class CountedOutput: TextOutput {
    private let state = Mutex(0)

    var count: Int { state.withLock(\.self) }

    func write(_ bytes: [UInt8], to channel: OutputChannel) { state.withLock { $0 += 1 } }
}
