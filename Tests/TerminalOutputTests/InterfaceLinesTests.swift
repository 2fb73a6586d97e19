import Diagnostics
import SessionEvents
import Testing

@testable import TerminalOutput

/// What is shown below the lines that scroll: golden blocks.
@Suite struct InterfaceLinesTests {
    private var state = InterfaceFixture.state()

    @Test mutating func servicesHaveStateHealthPortsAndLastEdit() {
        _ = state.take(StampedEvent(.watchBegan(services: ["api"], directories: 1)), at: .zero)
        _ = state.take(InterfaceFixture.edit("api", "app/main.py"), at: .zero)
        state.secondsFromUTC = 3_600
        #expect(
            state.block() == """
                ── hq, watching api ───────────────────────────────────────────────────────────
                 1  db   ● running, healthy  5432
                 2  api  ● running           8080→80  13:00:00  sync app/main.py  3.0 ms
                 3  web  ● exited (1)
                 r restart  b rebuild  f filter  o open  h help  q leave running  Ctrl-C stop
                """
        )
    }

    @Test mutating func whatIsGoingOnStandsWithItsService() {
        _ = state.take(
            StampedEvent(.stepBegan(action: .createNetwork), about: EventSubject(.network, "hq_default")),
            at: .zero
        )
        _ = state.take(InterfaceFixture.container("db", .stepBegan(action: .startContainer)), at: .seconds(1))
        _ = state.take(.image("hq-api", of: "api", .buildStepBegan(name: "[2/2] RUN make")), at: .seconds(2))
        _ = state.type("r3")
        #expect(
            state.block(at: .milliseconds(3_200)) == """
                ── hq ─────────────────────────────────────────────────────────────────────────
                 ⠹ Network hq_default  Creating  3.2 s
                 1  db   ⠹ Starting  2.2 s
                 2  api  ⠹ [2/2] RUN make  1.2 s
                 3  web  ⠹ Restarting
                 r restart  b rebuild  f filter  o open  h help  q leave running  Ctrl-C stop
                """
        )
    }

    @Test func atMostAThirdOfTheTerminalIsTaken() {
        var state = InterfaceFixture.state(rows: 24)
        state.begin((1...30).map { .init("s\($0)", isBuilt: false) }, quitting: .ends)
        #expect(
            state.block() == """
                ── hq ─────────────────────────────────────────────────────────────────────────
                  1  s1  ● not there
                  2  s2  ● not there
                  3  s3  ● not there
                  4  s4  ● not there
                  5  s5  ● not there
                   and 25 more
                 r restart  f filter  h help  q quit
                """
        )
        for rows in 1...60 {
            state.resize(rows: rows, columns: 80)
            #expect(
                state.lines(at: .zero, isColoured: false).count == (rows == 1 ? 0 : rows < 7 ? 2 : min(rows / 3, 32))
                    - (rows == 2 ? 1 : 0)
            )
        }
    }

    @Test mutating func whoIsHiddenCanBeChosen() {
        state.begin((1...30).map { .init("s\($0)", isBuilt: false) }, quitting: .ends)
        _ = state.type("r2")
        #expect(
            state.block() == """
                ── hq ─────────────────────────────────────────────────────────────────────────
                  2  s2   ● not there
                 20  s20  ● not there
                 21  s21  ● not there
                 22  s22  ● not there
                 23  s23  ● not there
                   and 6 more
                 restart which service? number or name: 2_   Enter chooses, Esc goes back
                """
        )
    }

    @Test mutating func addressesCanBeChosen() {
        _ = state.type("o")
        #expect(
            state.block() == """
                ── hq ─────────────────────────────────────────────────────────────────────────
                 1  db  http://localhost:5432
                 2  api  http://localhost:8080
                 open which address? number or name: _   Enter chooses, Esc goes back
                """
        )
    }

    @Test mutating func severalContainersAreSummedUp() {
        for number in 2...3 {
            _ = state.take(
                InterfaceFixture.observed("db", number: number, ContainerReport(.running, health: .healthy)),
                at: .zero
            )
        }
        #expect(state.block().contains("db   ● 3 × running, healthy"))
        _ = state.take(InterfaceFixture.observed("db", number: 2, ContainerReport(.paused)), at: .zero)
        #expect(state.block().contains("db   ● 2 of 3 running"))
    }

    @Test mutating func aHealthCheckThatPassedCountsBeforeTheEngineNotices() {
        let starting = InterfaceFixture.observed("db", ContainerReport(.running, health: .starting))
        _ = state.take(starting, at: .zero)
        #expect(state.block().contains("db   ● running, health starting"))
        _ = state.take(InterfaceFixture.container("db", .healthy(elapsed: Seconds(.zero))), at: .zero)
        _ = state.take(starting, at: .zero)
        #expect(state.block().contains("db   ● running, healthy"))
        _ = state.take(InterfaceFixture.container("db", .stepBegan(action: .startContainer)), at: .zero)
        _ = state.take(
            InterfaceFixture.container("db", .stepDone(action: .startContainer, elapsed: Seconds(.zero))),
            at: .zero
        )
        #expect(state.block().contains("db   ● running, health starting"))
    }

    @Test(arguments: [1, 2, 10, 20, 40, 79]) func linesAreCutToTheWidth(columns: Int) {
        var state = InterfaceFixture.state(columns: columns)
        _ = state.take(InterfaceFixture.edit("api", "app/数据/\u{1B}[31mred.py"), at: .zero)
        for line in state.lines(at: .zero, isColoured: false) {
            #expect(line.columns <= max(1, columns - 1), "\(line)")
            #expect(!line.contains("\u{1B}"))
        }
    }

    @Test mutating func coloursAreNeverNeeded() {
        _ = state.type("h")
        let plain = state.lines(at: .zero, isColoured: false)
        #expect(plain.allSatisfy { !$0.contains("\u{1B}") })
        let coloured = state.lines(at: .zero, isColoured: true)
        #expect(coloured != plain)
        #expect(coloured.map { $0.replacing(/\u{1B}\[\d+m/, with: "") } == plain)
    }

    @Test mutating func helpNamesEveryKey() {
        _ = state.type("?")
        #expect(
            state.block() == """
                 r            restart a service
                 b            build a service's image and replace its containers
                 f, /         show only log lines that have a text; Esc shows all again
                 o            open a published port in the browser
                 Enter        write an empty line
                 q, d         quit and leave services running
                 Ctrl-C       quit and stop services; once more kills them
                 Ctrl-Z       suspend; 'fg' goes on
                 h, ?         this help
                 any key closes this help
                """
        )
        #expect(state.type("q") == [])
        #expect(state.mode == .commands)
    }

    @Test mutating func aLostEngineIsSaid() {
        _ = state.take(StampedEvent(.engineLost(diagnostic: .init(message: "gone")), about: .engine), at: .zero)
        #expect(state.block().hasPrefix("── hq, the engine does not answer ──"))
    }

    @Test func withoutKeysOnlyWhatIsGoingOnIsShown() {
        var state = InterfaceState(rows: 4, columns: 40)
        #expect(state.block().isEmpty)
        for name in ["a", "b", "c", "d", "e"] {
            _ = state.take(
                StampedEvent(.stepBegan(action: .createContainer), about: .container(name, of: name)),
                at: .zero
            )
        }
        #expect(state.block() == " ⠋ Container a  Creating\n ⠋ Container b  Creating\n   and 3 more")
    }
}
