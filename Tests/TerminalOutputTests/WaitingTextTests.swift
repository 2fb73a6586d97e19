import Diagnostics
import SessionEvents
import TerminalOutput
import Testing

/// How a waiting that takes long is shown.
@Suite struct WaitingTextTests {
    private func report(_ mode: ProgressMode, _ waiting: EventAction, redraws: Bool = false) -> String {
        report(mode, [waiting], redraws: redraws)
    }

    private func report(_ mode: ProgressMode, _ actions: [EventAction], redraws: Bool = false) -> String {
        let output = RecordedOutput()
        let traits = TerminalTraits(
            dataIsTerminal: false,
            reportIsTerminal: redraws,
            width: 80,
            environment: ["NO_COLOR": "1"],
            ansi: .auto
        )
        let reporter = mode.reporter(to: output, traits: traits, logs: LogFormatter(isColoured: false))
        for action in actions { reporter.take(.container("hq-db-1", action)) }
        return output.text(.report)
    }

    private static let answered = EventAction.waiting(
        goal: .healthy,
        elapsed: Seconds(.seconds(5)),
        lastProbe: ProbeResult(command: "pg_isready", exitCode: 2, output: "trying\nno response\n")
    )

    @Test func aLineNamesTheLastAnswer() {
        #expect(
            report(.plain, Self.answered)
                == "   Container hq-db-1  Waiting until it is healthy: 'pg_isready' exited with 2: no response  5.0 s\n"
        )
    }

    @Test(
        arguments: [
            (.healthy, "Waiting until it is healthy"), (.runningOrHealthy, "Waiting until it is ready"),
            (.completed, "Waiting until it has completed"),
        ] as [(ReadinessGoal, String)]
    )
    func withoutAProbeTheGoalIsNamed(goal: ReadinessGoal, text: String) {
        #expect(
            report(.plain, .waiting(goal: goal, elapsed: Seconds(.seconds(2)), lastProbe: nil))
                == "   Container hq-db-1  \(text)  2.0 s\n"
        )
    }

    @Test func quietSaysNothing() { #expect(report(.quiet, Self.answered) == "") }

    @Test func whyAWaitingFailedIsLeftToTheErrorThatEndsIt() {
        let states = [Self.answered, .unready(diagnostic: Diagnostic(message: "service 'db' is unhealthy"))]
        #expect(report(.plain, states) == report(.plain, Self.answered))
        #expect(report(.quiet, states) == "")
        #expect(Screen(report(.auto, states, redraws: true)).lines == [])
        #expect(report(.json, states).contains("service 'db' is unhealthy"))
    }

    @Test func jsonHasTheProbe() {
        let probe = #""lastProbe":{"command":"pg_isready","exitCode":2,"output":"trying\nno response\n"}"#
        #expect(report(.json, Self.answered).contains(#""waiting":{"elapsed":5,"goal":"healthy",\#(probe)}"#))
    }

    @Test func theTerminalShowsItInTheBlock() {
        let shown = report(.auto, Self.answered, redraws: true)
        #expect(shown.contains("Container hq-db-1  Waiting until it is healthy: 'pg_isready' exited "))
        #expect(!shown.contains("   Container"))
    }
}
