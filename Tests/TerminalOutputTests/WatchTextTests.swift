import Diagnostics
import SessionEvents
import TerminalOutput
import Testing

/// What is said when the development loop is interrupted, and when a display moves.
@Suite struct WatchTextTests {
    private static let lost = EventAction.engineLost(diagnostic: Diagnostic(message: "no answer within 5 s"))
    private static let back = EventAction.engineBack(elapsed: Seconds(.seconds(3)))
    private static let api = EventSubject.container("hq-api-1", of: "api")

    private func text(_ action: EventAction, _ subject: EventSubject = .engine) -> String? {
        EventText.line(for: StampedEvent(action, about: subject), ReportStyle())
    }

    @Test func interruptionsAreSaidInPlainWords() {
        #expect(
            text(Self.lost)
                == " ✘ lost the engine: no answer within 5 s; changes are kept until it is back"
        )
        #expect(text(Self.back) == " ✔ the engine is back  3.0 s")
        #expect(
            text(.suspended, Self.api) == """
                warning: container 'hq-api-1' is paused: changes of service 'api' are brought when it runs again \
                (run 'docker unpause hq-api-1')
                """
        )
        #expect(
            text(.resumed, Self.api)
                == "   api  container 'hq-api-1' runs again, bringing what changed"
        )
    }

    @Test func interruptionsAreTroubleThatIsShownEvenWhenLittleIs() {
        for action in [Self.lost, Self.back, .suspended] { #expect(StampedEvent(action).reportsTrouble) }
        #expect(!StampedEvent(.resumed).reportsTrouble)
    }

    /// A display asks to be moved only while it shows something that moves.
    @Test func aDisplayMovesOnlyWhileSomethingIsGoingOn() async {
        let traits = TerminalTraits(
            dataIsTerminal: false,
            reportIsTerminal: true,
            width: 60,
            environment: ["NO_COLOR": "1"],
            ansi: .auto
        )
        let reporter = ProgressMode.tty.reporter(
            to: RecordedOutput(),
            traits: traits,
            logs: LogFormatter(isColoured: false)
        )
        #expect(!reporter.tick())
        reporter.take(.container("a", .stepBegan(action: .createContainer)))
        var beginnings = reporter.beginnings?.makeAsyncIterator()
        #expect(await beginnings?.next() != nil)
        #expect(reporter.tick())
        reporter.take(.container("a", .stepDone(action: .createContainer, elapsed: Seconds(.seconds(1)))))
        #expect(!reporter.tick())
    }
}
