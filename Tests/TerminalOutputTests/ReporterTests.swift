import Diagnostics
import SessionEvents
import TerminalOutput
import Testing

@Suite struct ReporterTests {
    private static let events: [StampedEvent] = [
        .container("hq-db-1", .stepBegan(action: .createContainer)),
        .container("hq-db-1", .stepDone(action: .createContainer, elapsed: Seconds(.milliseconds(12)))),
        .container("hq-db-1", .stepBegan(action: .awaitContainer)),
        .container("hq-db-1", .probing),
        .container("hq-db-1", .healthy(elapsed: Seconds(.milliseconds(1_340)))),
        .container("hq-db-1", .stepDone(action: .awaitContainer, elapsed: Seconds(.milliseconds(1_341)))),
        .container("hq-db-1", .logged(line: LogLine(source: "db-1", stream: .output, text: "ready"))),
        .image("hq-api", of: "api", .buildBegan),
        .image("hq-api", of: "api", .buildStepDone(name: "[1/2] FROM x", isCached: true)),
        .image("hq-api", of: "api", .buildStepBegan(name: "[2/2] RUN y")),
        .image("hq-api", of: "api", .buildOutput(step: "[2/2] RUN y", line: "hello")),
        .image("hq-api", of: "api", .buildStepDone(name: "[2/2] RUN y", isCached: false)),
        .image("hq-api", of: "api", .buildDone(elapsed: Seconds(.seconds(61)))),
        .image("redis:7", .pullFailed(reason: "no such host")),
        StampedEvent(.diagnosed(diagnostic: Diagnostic(severity: .warning, message: "odd"), others: 0)),
        .service("api", .applied(change: change(written: 1, path: "app/main.py", .microseconds(2_340)))),
        .service("api", .applied(change: change(written: 3, deleted: 1, path: "app/a.py", .milliseconds(5)))),
        .service(
            "api",
            .applyFailed(
                path: "app/b.py",
                diagnostic: Diagnostic(message: "read-only file system"),
                isRetried: true
            )
        ),
    ]

    private static func change(
        _ action: AppliedChange.Action = .sync,
        written: Int,
        deleted: Int = 0,
        path: String,
        _ elapsed: Duration
    ) -> AppliedChange {
        AppliedChange(action: action, written: written, deleted: deleted, path: path, elapsed: elapsed)
    }

    private func report(
        _ mode: ProgressMode,
        redraws: Bool = false,
        _ style: ReportStyle = ReportStyle(),
        of events: [StampedEvent] = Self.events
    ) -> RecordedOutput {
        let output = RecordedOutput()
        let traits = TerminalTraits(
            dataIsTerminal: false,
            reportIsTerminal: redraws,
            width: 60,
            environment: ["NO_COLOR": "1"],
            ansi: .auto
        )
        let reporter = mode.reporter(
            to: output,
            traits: traits,
            style: style,
            logs: LogFormatter(isColoured: false)
        )
        for event in events { reporter.take(event) }
        reporter.finish()
        return output
    }

    @Test func plainLinesTellWhatIsDone() {
        let output = report(.auto)
        #expect(
            output.text(.data) == """
                db-1  | ready
                   api | [1/2] FROM x  (cached)
                   api | [2/2] RUN y
                   api |   hello

                """
        )
        #expect(
            output.text(.report) == """
                 ✔ Container hq-db-1  Created  12 ms
                 ✔ Container hq-db-1  Healthy  1.3 s
                   Image of api  Building hq-api
                 ✔ Image of api  Built hq-api  1 min 1 s
                 ✘ Image redis:7  failed while pulling
                warning: odd
                 ✔ api  sync app/main.py  2.3 ms
                 ✔ api  sync app/a.py (3 files written, 1 file deleted)  5.0 ms
                 ✘ api  app/b.py read-only file system, trying again

                """
        )
    }

    @Test func whatIsToleratedIsLeftToItsWarning() {
        let output = report(
            .auto,
            of: [
                .container("hq-db-1", .stepFailed(action: .removeContainer, isTolerated: true)),
                .container("hq-web-1", .stepFailed(action: .removeContainer)),
            ]
        )
        #expect(output.text(.report) == " ✘ Container hq-web-1  failed while removing\n")
    }

    @Test func quietTellsOnlyOfTrouble() {
        #expect(
            report(.quiet).text(.report) == """
                 ✘ Image redis:7  failed while pulling
                warning: odd
                 ✘ api  app/b.py read-only file system, trying again

                """
        )
        #expect(report(.quiet).text(.data) == "db-1  | ready\n")
    }

    @Test func jsonIsOneObjectALine() {
        let lines = report(.json).text(.report).split(separator: "\n").map(String.init)
        #expect(lines.count == Self.events.count - 1)
        #expect(
            lines.first
                == #"{"elapsed":1,"event":"stepBegan","sequence":1,"stepBegan":{"action":"create container"},"subject":{"kind":"container","name":"hq-db-1","number":1,"service":"db"},"time":"1970-01-01T00:00:00.000Z","version":1}"#
        )
        #expect(report(.json).text(.data) == "db-1  | ready\n")
    }

    @Test func whatIsHiddenIsHiddenInEveryModeButFailuresAreNot() {
        var style = ReportStyle()
        (style.hidesBuilds, style.hidesPulls) = (true, true)
        let events =
            Self.events + [
                .image("hq-api", of: "api", .buildFailed(reason: "x")), .image("redis:7", .pullBegan),
            ]
        #expect(!report(.auto, style, of: events).text(.report).contains("Built"))
        #expect(report(.auto, style, of: events).text(.data) == "db-1  | ready\n")
        let names = report(.json, style, of: events).text(.report)
        for name in ["buildBegan", "buildStepBegan", "buildStepDone", "buildOutput", "buildDone", "pullBegan"] {
            #expect(!names.contains(name))
        }
        for name in ["buildFailed", "pullFailed"] { #expect(names.contains(name)) }
    }

    @Test func aPullIsSaidOfTheServiceThatItIsFor() {
        let events: [StampedEvent] = [
            .image("redis:7", of: "cache", .pullBegan),
            .image("redis:7", of: "cache", .pullDone(elapsed: Seconds(.seconds(2)))),
            .image("nginx:1", of: "web", .pullFailed(reason: "x")), .image("busybox", .pullBegan),
        ]
        #expect(
            report(.plain, of: events).text(.report) == """
                   cache Pulling redis:7
                 ✔ cache Pulled redis:7  2.0 s
                 ✘ web failed while pulling nginx:1
                   Image busybox  Pulling

                """
        )
        var quiet = ReportStyle()
        quiet.hidesPulls = true
        #expect(
            report(.plain, quiet, of: events).text(.report)
                == " ✔ cache Pulled redis:7  2.0 s\n ✘ web failed while pulling nginx:1\n"
        )
    }

    @Test func plansAreShownWhereTheyAreAskedFor() {
        let step = PlannedStep(
            step: 1,
            action: .createContainer,
            subject: .container("hq-db-1", of: "db", number: 1),
            cause: "it does not exist",
            after: [],
            text: "1. create container hq-db-1  # it does not exist"
        )
        let events = [StampedEvent(.planBegan(plan: 1, steps: [step]))]
        #expect(report(.plain, of: events).text(.report).isEmpty)
        var style = ReportStyle()
        style.showsPlans = true
        #expect(report(.plain, style, of: events).text(.report) == step.text + "\n")
    }

    @Test func theTerminalIsRedrawnInPlaceAndLeftClean() {
        let screen = Screen(report(.auto, redraws: true).text(.report))
        #expect(
            screen.lines == [
                " ✔ Container hq-db-1  Created  12 ms", " ✔ Container hq-db-1  Healthy  1.3 s",
                " ✔ Image of api  Built hq-api  1 min 1 s", " ✘ Image redis:7  failed while pulling", "warning: odd",
                " ✔ api  sync app/main.py  2.3 ms",
                " ✔ api  sync app/a.py (3 files written, 1 file deleted)  5.0 ms",
                " ✘ api  app/b.py read-only file system, trying again",
            ]
        )
    }

    /// Scripts wait for these lines of docker compose.
    @Test(arguments: [ProgressMode.auto, .quiet, .json]) func attachingAndEndingStandAmongTheLines(mode: ProgressMode) {
        let output = report(
            mode,
            of: [
                StampedEvent(.attached(sources: ["api-1", "db-1"])),
                .container("hq-db-1", .containerExited(source: "db-1", code: 3)),
            ]
        )
        #expect(output.text(.data) == "Attaching to api-1, db-1\ndb-1 exited with code 3\n")
        #expect(output.text(.report).isEmpty == (mode != .json))
    }

    @Test func attachingAndEndingStandAmongTheLinesOfATerminal() {
        let output = report(
            .auto,
            redraws: true,
            of: [
                StampedEvent(.attached(sources: ["api-1"])),
                .container("hq-api-1", .containerExited(source: "api-1", code: 0)),
            ]
        )
        #expect(output.text(.data) == "Attaching to api-1\napi-1 exited with code 0\n")
    }

    @Test(arguments: [AppliedChange.Action.restart, .syncAndRestart])
    func aRestartIsSaidInDockerComposesWordsWhereNobodyWatches(action: AppliedChange.Action) {
        let event = StampedEvent.service(
            "api",
            .applied(change: Self.change(action, written: 1, path: "a.py", .seconds(2)))
        )
        let line = " ✔ api  \(action.rawValue) a.py  2.0 s\n"
        #expect(
            report(.auto, of: [event]).text(.report) == line + "   service(s) [\"api\"] restarted\n"
        )
        #expect(report(.auto, redraws: true, of: [event]).text(.report) == line)
    }

    @Test func aRebuildIsSaidInDockerComposesWordsWhereNobodyWatches() {
        let events: [StampedEvent] = [
            .service("api", .rebuilding(path: "a.py")),
            .service("api", .applied(change: Self.change(.rebuild, written: 0, path: "a.py", .seconds(2)))),
        ]
        #expect(
            report(.auto, of: events).text(.report) == """
                   api  rebuilding because of a.py
                   Rebuilding service(s) ["api"] after changes were detected...
                 ✔ api  rebuild a.py  2.0 s
                   service(s) ["api"] successfully built

                """
        )
        #expect(!report(.auto, redraws: true, of: events).text(.report).contains("service(s)"))
    }

    @Test(
        arguments: [
            (.sync, 2, 1, "   batch complete: duration[38 ms] count[3]\n"),
            (
                .rebuild,
                0,
                0,
                "   service(s) [\"api\"] successfully built\n   batch complete: duration[38 ms] count[1]\n"
            ),
            (.restart, 1, 0, "   service(s) [\"api\"] restarted\n   batch complete: duration[38 ms] count[1]\n"),
            (.convergence, 1, 0, ""),
        ] as [(AppliedChange.Action, Int, Int, String)]
    )
    func theEndOfABatchIsSaidInDockerComposesWordsWhereMoreIsAskedFor(
        action: AppliedChange.Action,
        written: Int,
        deleted: Int,
        phrases: String
    ) {
        let change = AppliedChange(
            action: action,
            written: written,
            deleted: deleted,
            path: "a.py",
            elapsed: .milliseconds(38)
        )
        let event = StampedEvent.service("api", .applied(change: change))
        let line = report(.auto, redraws: true, of: [event]).text(.report)
        var style = ReportStyle()
        style.showsPlans = true
        #expect(report(.auto, style, of: [event]).text(.report) == line + phrases)
        #expect(report(.auto, redraws: true, style, of: [event]).text(.report) == line)
        #expect(!report(.auto, of: [event]).text(.report).contains("batch complete"))
    }

    @Test func linesInTheBlockAreCutToTheTerminalsWidth() {
        let output = RecordedOutput()
        let traits = TerminalTraits(
            dataIsTerminal: true,
            reportIsTerminal: true,
            width: 30,
            environment: ["NO_COLOR": "1"],
            ansi: .auto
        )
        let reporter = ProgressMode.tty.reporter(to: output, traits: traits, logs: LogFormatter(isColoured: false))
        reporter.take(.container("with-a-rather-long-name-1", .stepBegan(action: .createContainer)))
        let lines = Screen(output.text(.data)).lines
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { $0.count < 30 && $0.hasSuffix("…") })
        reporter.finish()
    }
}
