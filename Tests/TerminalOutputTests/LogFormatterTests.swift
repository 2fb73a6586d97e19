import SessionEvents
import TerminalOutput
import Testing

@Suite struct LogFormatterTests {
    private func written(_ lines: [LogLine], by formatter: LogFormatter) -> RecordedOutput {
        let output = RecordedOutput()
        for line in lines { formatter.write(line, to: output) }
        return output
    }

    private func part(_ text: String, _ part: LogLine.Part, of source: String = "a", _ stream: LogLine.Stream = .output)
        -> LogLine
    {
        LogLine(source: source, stream: stream, bytes: Array(text.utf8), part: part)
    }

    @Test func prefixesAreAlignedFromTheFirstLine() {
        let lines = [
            LogLine(source: "web-1", stream: .output, text: "x"),
            LogLine(source: "database-1", stream: .output, text: ""),
        ]
        let formatter = LogFormatter(isColoured: false)
        formatter.expect(["web-1", "database-1"])
        #expect(written(lines, by: formatter).text(.data) == "web-1       | x\ndatabase-1  | \n")
        let bare = LogFormatter(showsPrefix: false, isColoured: true)
        #expect(written(lines, by: bare).text(.data) == "x\n\n")
    }

    @Test func eachSourceKeepsItsColour() {
        let lines = ["a", "b", "a"].map { LogLine(source: $0, stream: .output, text: "1") }
        #expect(
            written(lines, by: LogFormatter(isColoured: true)).text(.data) == """
                \u{1B}[36ma  |\u{1B}[0m 1
                \u{1B}[33mb  |\u{1B}[0m 1
                \u{1B}[36ma  |\u{1B}[0m 1

                """
        )
    }

    @Test func standardErrorGoesToStandardErrorUnlessAllIsData() {
        let lines = [
            LogLine(source: "a", stream: .output, text: "out"), LogLine(source: "a", stream: .error, text: "err"),
        ]
        let separate = written(lines, by: LogFormatter(isColoured: false))
        #expect(separate.text(.data) == "a  | out\n")
        #expect(separate.text(.report) == "a  | err\n")
        let joined = written(lines, by: LogFormatter(isColoured: false, separatesErrors: false))
        #expect(joined.text(.data) == "a  | out\na  | err\n")
        #expect(joined.text(.report).isEmpty)
    }

    @Test func aLineInPartsHasOnePrefixAndOneLineBreak() {
        let lines = [part("one ", .beginning), part("two ", .middle), part("three", .end), part("next", .whole)]
        #expect(written(lines, by: LogFormatter(isColoured: false)).text(.data) == "a  | one two three\na  | next\n")
    }

    @Test func aLineThatIsInterruptedGoesOnBehindANewPrefix() {
        let lines = [
            part("one", .beginning), part("other", .whole, of: "b"), part("two", .middle), part("three", .end),
        ]
        #expect(
            written(lines, by: LogFormatter(isColoured: false)).text(.data) == "a  | one\nb  | other\na  | twothree\n"
        )
    }

    @Test func theOtherStreamOfTheSameContainerInterruptsOnlyWhereBothGoToOnePlace() {
        let lines = [part("one", .beginning), part("oops", .whole, of: "a", .error), part("two", .end)]
        let separate = written(lines, by: LogFormatter(isColoured: false))
        #expect(separate.text(.data) == "a  | onetwo\n")
        #expect(separate.text(.report) == "a  | oops\n")
        let joined = written(lines, by: LogFormatter(isColoured: false, separatesErrors: false))
        #expect(joined.text(.data) == "a  | one\na  | oops\na  | two\n")
    }

    @Test func whatABuildWritesBreaksALineThatIsNotFinished() {
        let output = RecordedOutput()
        let reporter = PlainReporter(output: output, style: ReportStyle(), logs: LogFormatter(isColoured: false))
        reporter.take(StampedEvent(.logged(line: part("one", .beginning))))
        reporter.take(.image("hq-web", of: "web", .buildStepBegan(name: "[2/2] RUN make")))
        reporter.take(StampedEvent(.logged(line: part("two", .end))))
        #expect(output.text(.data) == "a  | one\n   web | [2/2] RUN make\na  | two\n")
    }

    @Test func nothingIsDrawnIntoALineThatIsNotFinished() {
        let output = RecordedOutput()
        let reporter = InteractiveReporter(
            output: output,
            traits: TerminalTraits(
                dataIsTerminal: true,
                reportIsTerminal: true,
                width: 60,
                environment: ["NO_COLOR": "1"],
                ansi: .auto
            ),
            style: ReportStyle(),
            logs: LogFormatter(isColoured: false)
        )
        reporter.take(.container("x", .stepBegan(action: .createContainer)))
        reporter.take(StampedEvent(.logged(line: part("one", .beginning))))
        #expect(reporter.tick())
        #expect(Screen(output.text(.data)).lines == ["a  | one"])
        reporter.take(StampedEvent(.logged(line: part("two", .end))))
        reporter.tick()
        #expect(Screen(output.text(.data)).lines == ["a  | onetwo", " ⠋ Container x  Creating"])
        reporter.finish()
        #expect(Screen(output.text(.data)).lines == ["a  | onetwo"])
    }
}
