import SessionEvents
import TerminalOutput
import Testing

/// How a waiting that takes long is shown.
@Suite struct WaitingTextTests {
    private func report(_ mode: ProgressMode, _ waiting: ReadinessEvent.Waiting, redraws: Bool = false) -> String {
        report(mode, [.waiting(waiting)], redraws: redraws)
    }

    private func report(_ mode: ProgressMode, _ states: [ReadinessEvent.State], redraws: Bool = false) -> String {
        let output = RecordedOutput()
        let traits = TerminalTraits(
            dataIsTerminal: false,
            reportIsTerminal: redraws,
            width: 80,
            environment: ["NO_COLOR": "1"],
            ansi: .auto
        )
        let reporter = mode.reporter(to: output, traits: traits, logs: LogFormatter(isColoured: false))
        for state in states { reporter.emit(.readiness(ReadinessEvent(container: "hq-db-1", state: state))) }
        return output.text(.report)
    }

    private static let answered = ReadinessEvent.Waiting(
        goal: .healthy,
        time: .seconds(5),
        lastProbe: .init(command: "pg_isready", exitCode: 2, output: "trying\nno response\n")
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
        ] as [(ReadinessEvent.Goal, String)]
    )
    func withoutAProbeTheGoalIsNamed(goal: ReadinessEvent.Goal, text: String) {
        #expect(report(.plain, .init(goal: goal, time: .seconds(2))) == "   Container hq-db-1  \(text)  2.0 s\n")
    }

    @Test func quietSaysNothing() { #expect(report(.quiet, Self.answered) == "") }

    @Test func whyAWaitingFailedIsLeftToTheErrorThatEndsIt() {
        let states: [ReadinessEvent.State] = [.waiting(Self.answered), .failed(reason: "service 'db' is unhealthy")]
        #expect(report(.plain, states) == report(.plain, Self.answered))
        #expect(report(.quiet, states) == "")
        #expect(Screen(report(.auto, states, redraws: true)).lines == [])
        #expect(report(.json, states).contains("service 'db' is unhealthy"))
    }

    @Test func jsonHasTheText() {
        #expect(
            report(.json, Self.answered)
                == #"{"durationMilliseconds":5000,"id":"Container hq-db-1","status":"Waiting","text":"Waiting until it is healthy: 'pg_isready' exited with 2: no response"}"#
                + "\n"
        )
    }

    @Test func theTerminalShowsItInTheBlock() {
        let shown = report(.auto, Self.answered, redraws: true)
        #expect(shown.contains("Container hq-db-1  Waiting until it is healthy: 'pg_isready' exited "))
        #expect(!shown.contains("   Container"))
    }
}
