import SessionEvents
import TerminalOutput
import Testing

@Suite struct FormattingTests {
    @Test(
        arguments: [
            (.microseconds(40), "0.0 ms"), (.microseconds(2_345), "2.3 ms"), (.milliseconds(12), "12 ms"),
            (.milliseconds(999), "999 ms"), (.milliseconds(1_340), "1.3 s"), (.milliseconds(59_900), "59.9 s"),
            (.seconds(60), "1 min 0 s"), (.seconds(125), "2 min 5 s"),
        ] as [(Duration, String)]
    )
    func durationsAreShort(duration: Duration, text: String) {
        #expect(duration.text == text)
    }

    @Test func tablesAlignTheirColumns() {
        let table = Table(headings: ["NAME", "STATUS"], rows: [["a", "up"], ["longer", "exited"], ["b"]])
        #expect(
            table.text == """
                NAME     STATUS
                a        up
                longer   exited
                b

                """
        )
    }

    @Test func cellsAreAsWideAsTheyHaveCharacters() {
        let rows = [["é", "", "x"], ["\r\n", "  ", ""], [" y ", "zz  ", " "]]
        let table = Table(headings: ["A", "B", "C"], rows: rows)
        #expect(table.text == "A     B      C\né            x\n\r\n\n y    zz\n")
        #expect(Table(headings: ["", ""], rows: [[], ["1", "2", "3"]]).text == "\n\n1   2\n")
    }

    @Test func columnsMayHaveALeastWidth() {
        let table = Table(headings: ["A", "B"], rows: [["1", "2"], ["longer than ten", "3"]], minimumWidth: 10)
        #expect(table.text == "A                 B\n1                 2\nlonger than ten   3\n")
        #expect(
            Table(headings: ["A", "B"], rows: [["1", "2"]], minimumWidth: 10).text == "A         B\n1         2\n"
        )
        #expect(Table(headings: ["A", "B"], rows: [["123", "2"]], minimumWidth: 4, gap: 2).text == "A    B\n123  2\n")
    }

    @Test(
        arguments: [
            (0, "0B"), (1, "1B"), (999, "999B"), (1_000, "1kB"), (1_234, "1.23kB"), (12_345, "12.3kB"),
            (999_499, "999kB"), (999_600, "1MB"), (2_746_000_000, "2.75GB"), (100_500, "100kB"),
        ]
    )
    func bytesAreShort(bytes: Int, text: String) {
        #expect(ByteText.decimal(bytes) == text)
    }

    @Test(
        arguments: [
            (0, "0B"), (1_023, "1023B"), (1_024, "1KiB"), (1_536, "1.5KiB"), (22_544_384, "21.5MiB"),
            (8_346_963_968, "7.774GiB"),
        ]
    )
    func bytesOfMemoryAreInPowersOfTwo(bytes: Int, text: String) {
        #expect(ByteText.binary(bytes) == text)
    }

    @Test func theTimelineShowsWaitingAndWork() {
        let timeline = StartupTimeline(
            rows: [
                .init(
                    container: "db-1",
                    started: .zero,
                    ready: .seconds(2),
                    outcome: .healthy,
                    waitedFor: []
                ),
                .init(
                    container: "api-1",
                    started: .seconds(2),
                    ready: .seconds(4),
                    outcome: .running,
                    waitedFor: ["db-1"]
                ),
                .init(container: "old-1", started: nil, ready: nil, outcome: nil, waitedFor: []),
            ],
            total: .seconds(4)
        )
        #expect(
            TimelineChart(timeline, isColoured: false).text == """
                startup timeline, 4.0 s
                  db-1   ████████████████                   started at 0.0 ms, ready at 2.0 s (health check passed)
                  api-1  ────────────────████████████████   started at 2.0 s, ready at 4.0 s (running, no health check), waited for db-1
                  old-1  █                                  was running
                """
        )
    }

    @Test(
        arguments: [
            ([:], AnsiMode.auto, true, true), (["NO_COLOR": "1"], .auto, false, true),
            (["TERM": "dumb"], .auto, false, false),
            ([:], .never, false, false), (["NO_COLOR": "1"], .always, true, true),
            (["NO_COLOR": ""], .auto, true, true),
        ] as [([String: String], AnsiMode, Bool, Bool)]
    )
    func coloursAndRedrawingFollowTheEnvironment(
        environment: [String: String],
        ansi: AnsiMode,
        colours: Bool,
        redraws: Bool
    ) {
        let traits = TerminalTraits(
            dataIsTerminal: true,
            reportIsTerminal: true,
            width: 80,
            environment: environment,
            ansi: ansi
        )
        #expect(traits.coloursReport == colours)
        #expect(traits.redrawsReport == redraws)
    }

    @Test func pipesGetNeither() {
        let traits = TerminalTraits(
            dataIsTerminal: false,
            reportIsTerminal: false,
            width: nil,
            environment: [:],
            ansi: .auto
        )
        #expect(!traits.coloursData && !traits.coloursReport && !traits.redrawsReport)
    }
}
