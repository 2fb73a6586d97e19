import Diagnostics
import SessionEvents
import Testing

@testable import TerminalOutput

/// What keys mean.
@Suite struct InterfaceStateTests {
    private var state = InterfaceFixture.state()

    @Test mutating func aServiceIsRestartedByItsNumber() {
        #expect(state.type("r") == [])
        #expect(state.type("2") == [.restart("api")])
        #expect(state.mode == .commands)
    }

    @Test mutating func aServiceIsRestartedByTheBeginningOfItsNameAndEnter() {
        // Were a name that is told apart enough, its other letters would be commands: 'd' of 'db' quits.
        #expect(state.type("rdb") == [])
        #expect(state.press(.enter) == [.restart("db")])
        #expect(state.type("rx") == [])
        #expect(state.press(.enter) == [])
        #expect(state.press(.escape) == [])
        #expect(state.type("r") == [])
        #expect(state.press(.backspace) == [])
        #expect(state.mode == .commands)
    }

    @Test mutating func aNumberThatALongerOneBeginsWithNeedsEnter() {
        state.begin((1...12).map { .init("s\($0)", isBuilt: false) }, quitting: .ends)
        #expect(state.type("r1") == [])
        #expect(state.press(.enter) == [.restart("s1")])
        #expect(state.type("r12") == [.restart("s12")])
        #expect(state.type("b") == [])
        #expect(state.notice == "no service has a 'build' section")
    }

    @Test mutating func onlyWhatIsBuiltIsRebuilt() {
        #expect(state.type("b1") == [])
        #expect(state.press(.enter) == [])
        #expect(state.press(.backspace) == [])
        #expect(state.type("3") == [.rebuild("web")])
    }

    @Test mutating func whatIsUnderWayIsNotAskedForTwice() {
        #expect(state.type("r2") == [.restart("api")])
        #expect(state.type("b2") == [])
        #expect(state.notice == "'api' is being restarted")
        let change = AppliedChange(action: .restart, written: 0, deleted: 0, path: nil, elapsed: .zero)
        #expect(state.take(.service("api", .applied(change: change)), at: .zero) == [])
        #expect(state.type("r2") == [.restart("api")])
    }

    @Test mutating func publishedPortsAreOpened() {
        #expect(state.type("o2") == [.open("http://localhost:8080")])
        _ = state.take(InterfaceFixture.observed("db", ContainerReport(.exited, exitCode: 0)), at: .zero)
        // Where there is but one, nothing has to be chosen.
        #expect(state.type("o") == [.open("http://localhost:8080")])
        let port = ContainerReport.Port(address: "192.168.1.5", port: 9443, target: 443)
        _ = state.take(InterfaceFixture.observed("api", ContainerReport(.running, ports: [port])), at: .zero)
        #expect(state.type("o") == [.open("https://192.168.1.5:9443")])
        _ = state.take(InterfaceFixture.container("api", .containerGone), at: .zero)
        #expect(state.type("o") == [])
        #expect(state.notice == "no service publishes a port")
    }

    @Test(arguments: ["q", "d"]) func quittingLeavesServicesRunning(key: Character) {
        var state = InterfaceFixture.state()
        #expect(state.press(.character(key)) == [.leave])
    }

    @Test mutating func whoQuitsWhileSomethingIsUnderWayLeavesWhenItIsDone() {
        #expect(state.type("r2") == [.restart("api")])
        #expect(state.type("q") == [])
        #expect(state.block().contains(" leaving when 'api' is ready"))
        let failed = EventAction.applyFailed(path: nil, diagnostic: .init(message: "no"), isRetried: false)
        #expect(state.take(.service("api", failed), at: .zero) == [.leave])
        var other = InterfaceFixture.state()
        #expect(other.type("r2qq") == [.restart("api"), .leave])
    }

    @Test mutating func onlyLinesWithTheTextAreShown() {
        func line(_ source: String, _ text: String) -> LogLine { LogLine(source: source, stream: .output, text: text) }
        #expect(state.type("fGET") == [])
        #expect(state.shows(line("db-1", "x")) == true, "as long as it is typed, everything is shown")
        #expect(state.press(.enter) == [])
        #expect(state.shows(line("web-1", "get /")) == true)
        #expect(state.shows(line("db-1", "checkpoint")) == false)
        #expect(state.block().contains("only 'GET', 1 line hidden"))
        // Command keys are letters of the text while it is typed.
        #expect(state.type("/") == [])
        #expect(state.press(.backspace) == [] && state.press(.backspace) == [] && state.press(.backspace) == [])
        #expect(state.type("db") == [])
        #expect(state.press(.enter) == [])
        #expect(state.shows(line("db-1", "checkpoint")) == true)
        #expect(state.shows(line("web-1", "GET /")) == false)
        #expect(state.press(.escape) == [])
        #expect(state.shows(line("web-1", "GET /")) == true)
    }

    @Test mutating func aLineInPartsIsShownWholeOrNotAtAll() {
        func part(_ text: String, _ part: LogLine.Part) -> LogLine {
            LogLine(source: "db-1", stream: .output, bytes: Array(text.utf8), part: part)
        }
        _ = state.type("fhello")
        _ = state.press(.enter)
        #expect(state.shows(part("x", .beginning)) == false)
        #expect(state.shows(part("hello", .middle)) == false)
        #expect(state.shows(part("hello", .end)) == false)
        #expect(state.shows(part("hello", .beginning)) == true)
        #expect(state.shows(part("x", .end)) == true)
        #expect(state.hiddenLines == 1)
    }

    @Test mutating func aQuestionIsAnsweredByKeys() {
        state.ask("lose it?")
        #expect(state.type("x") == [])
        #expect(state.block().hasSuffix(" lose it? [y/N]"))
        #expect(state.type("y") == [.answer(true)])
        state.ask("lose it?")
        #expect(state.press(.enter) == [.answer(false)])
        #expect(state.mode == .commands)
    }

    @Test mutating func noKeyMeansAnythingOnceServicesAreStopped() {
        _ = state.type("r")
        _ = state.take(StampedEvent(.stopping), at: .zero)
        #expect(state.type("2q") == [])
        #expect(state.block().hasSuffix(" Ctrl-C kill"))
        state.end()
        #expect(state.type("q") == [])
        #expect(state.block().isEmpty)
    }
}
