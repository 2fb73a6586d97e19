import SessionEvents
import TerminalOutput
import Testing

@Suite struct ReporterTests {
    private static let events: [SessionEvent] = [
        .step(StepEvent(subject: "Container hq-db-1", phase: .started("Creating"))),
        .step(StepEvent(subject: "Container hq-db-1", phase: .finished("Created", .milliseconds(12)))),
        .readiness(ReadinessEvent(container: "hq-db-1", state: .probing)),
        .readiness(ReadinessEvent(container: "hq-db-1", state: .healthy(after: .milliseconds(1_340)))),
        .log(LogLine(source: "db-1", stream: .output, text: "ready")),
        .build(ImageBuildEvent(service: "api", phase: .started(image: "hq-api"))),
        .build(ImageBuildEvent(service: "api", phase: .stepFinished("[1/2] FROM x", cached: true))),
        .build(ImageBuildEvent(service: "api", phase: .stepStarted("[2/2] RUN y"))),
        .build(ImageBuildEvent(service: "api", phase: .output(step: "[2/2] RUN y", line: "hello"))),
        .build(ImageBuildEvent(service: "api", phase: .stepFinished("[2/2] RUN y", cached: false))),
        .build(ImageBuildEvent(service: "api", phase: .finished(image: "hq-api", .seconds(61)))),
        .pull(PullEvent(image: "redis:7", phase: .failed("no such host"))),
        .warning("odd"),
        .watch(
            .applied(
                .init(
                    service: "api",
                    action: .sync,
                    written: 1,
                    deleted: 0,
                    path: "app/main.py",
                    elapsed: .microseconds(2_340)
                )
            )
        ),
        .watch(
            .applied(
                .init(
                    service: "api",
                    action: .sync,
                    written: 3,
                    deleted: 1,
                    path: "app/a.py",
                    elapsed: .milliseconds(5)
                )
            )
        ),
        .watch(.failed(service: "api", path: "app/b.py", reason: "read-only file system", retrying: true)),
    ]

    private func report(
        _ mode: ProgressMode,
        redraws: Bool = false,
        of events: [SessionEvent] = Self.events
    ) -> RecordedOutput {
        let output = RecordedOutput()
        let traits = TerminalTraits(
            dataIsTerminal: false,
            reportIsTerminal: redraws,
            width: 60,
            environment: ["NO_COLOR": "1"],
            ansi: .auto
        )
        let reporter = mode.reporter(to: output, traits: traits, logs: LogFormatter(isColoured: false))
        for event in events { reporter.emit(event) }
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
        #expect(lines[0] == #"{"id":"Container hq-db-1","status":"Creating"}"#)
        #expect(lines[1] == #"{"durationMilliseconds":12,"id":"Container hq-db-1","status":"Created"}"#)
        #expect(lines.contains(#"{"error":true,"id":"Image redis:7","message":"no such host"}"#))
        #expect(lines.contains(#"{"message":"odd","warning":true}"#))
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
            of: [.attaching(to: ["api-1", "db-1"]), .exit(ContainerExit(source: "db-1", code: 3))]
        )
        #expect(output.text(.data) == "Attaching to api-1, db-1\ndb-1 exited with code 3\n")
        #expect(output.text(.report).isEmpty)
    }

    @Test func attachingAndEndingStandAmongTheLinesOfATerminal() {
        let output = report(
            .auto,
            redraws: true,
            of: [.attaching(to: ["api-1"]), .exit(ContainerExit(source: "api-1", code: 0))]
        )
        #expect(output.text(.data) == "Attaching to api-1\napi-1 exited with code 0\n")
    }

    @Test(arguments: [WatchEvent.Application.Action.restart, .syncAndRestart])
    func aRestartIsSaidInDockerComposesWordsWhereNobodyWatches(action: WatchEvent.Application.Action) {
        let event = SessionEvent.watch(
            .applied(
                .init(service: "api", action: action, written: 1, deleted: 0, path: "a.py", elapsed: .seconds(2))
            )
        )
        let line = " ✔ api  \(action.rawValue) a.py  2.0 s\n"
        #expect(
            report(.auto, of: [event]).text(.report) == line + "   service(s) [\"api\"] restarted\n"
        )
        #expect(report(.auto, redraws: true, of: [event]).text(.report) == line)
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
        reporter.emit(
            .step(StepEvent(subject: "Container with-a-rather-long-name-1", phase: .started("Creating")))
        )
        let lines = Screen(output.text(.report)).lines
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { $0.count < 30 && $0.hasSuffix("…") })
    }
}

/// A terminal that knows as much as the reporter uses: line breaks, cursor up, erase below.
struct Screen {
    private(set) var lines: [String] = []

    init(_ text: String) {
        var rest = text[...]
        var row = 0
        var current = ""
        while let character = rest.popFirst() {
            switch character {
            case "\n":
                if row < lines.count { lines[row] = current } else { lines.append(current) }
                row += 1
                current = ""
            case "\r": current = ""
            case "\u{1B}":
                let sequence = rest.prefix { !$0.isLetter }
                rest = rest.dropFirst(sequence.count)
                switch rest.popFirst() {
                case "A": row -= Int(sequence.dropFirst()) ?? 0
                case "J": lines.removeSubrange(row...)
                default: break
                }
            default: current.append(character)
            }
        }
        if !current.isEmpty { lines.append(current) }
    }
}
