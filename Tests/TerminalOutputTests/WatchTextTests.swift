import SessionEvents
import TerminalOutput
import Testing

/// What is said when the development loop is interrupted, and when a display moves.
@Suite struct WatchTextTests {
    private func text(_ event: WatchEvent) -> String? { EventText.line(for: .watch(event), coloured: false) }

    @Test func interruptionsAreSaidInPlainWords() {
        #expect(
            text(.engineLost(reason: "no answer within 5 s"))
                == " ✘ lost the engine: no answer within 5 s; changes are kept until it is back"
        )
        #expect(text(.engineBack(after: .seconds(3))) == " ✔ the engine is back  3.0 s")
        #expect(
            text(.suspended(service: "api", container: "hq-api-1")) == """
                warning: container 'hq-api-1' is paused: changes of service 'api' are brought when it runs again
                hint: run 'docker unpause hq-api-1'
                """
        )
        #expect(
            text(.resumed(service: "api", container: "hq-api-1"))
                == "   api  container 'hq-api-1' runs again, bringing what changed"
        )
    }

    @Test func interruptionsAreTroubleThatIsShownEvenWhenLittleIs() {
        #expect(SessionEvent.watch(.engineLost(reason: "x")).reportsTrouble)
        #expect(SessionEvent.watch(.engineBack(after: .seconds(1))).reportsTrouble)
        #expect(SessionEvent.watch(.suspended(service: "a", container: "b")).reportsTrouble)
        #expect(!SessionEvent.watch(.resumed(service: "a", container: "b")).reportsTrouble)
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
        reporter.emit(.step(StepEvent(subject: "Container a", phase: .started("Creating"))))
        var beginnings = reporter.beginnings?.makeAsyncIterator()
        #expect(await beginnings?.next() != nil)
        #expect(reporter.tick())
        reporter.emit(.step(StepEvent(subject: "Container a", phase: .finished("Created", .seconds(1)))))
        #expect(!reporter.tick())
    }
}
