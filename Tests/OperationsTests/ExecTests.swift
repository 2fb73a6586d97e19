import ComposeModel
import EngineAPI
import EngineServer
import Operations
import TestSupport
import Testing

/// Commands in running containers, without an engine.
@Suite(.timeLimit(.minutes(5))) struct ExecTests {
    private static let shop = "services: {web: {image: web, network_mode: none}}"

    /// Runs a command in a project that is up.
    private func run(
        _ process: ScriptedProcess,
        _ options: Exec.Options = Exec.Options(command: ["say", "hello"], usesTerminal: false),
        on console: Console,
        meanwhile body: @Sendable (ScriptedStore) async throws -> Void = { _ in }
    ) async throws -> (code: Int, store: ScriptedStore) {
        let fixture = try OperationsFixture(Self.shop)
        fixture.store.script("web") { $0.exec = { _ in process } }
        let code = try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let exec = Exec(fixture.session(engine.client).session, in: "web", options: options)
            async let code = exec.run(on: console)
            try await body(fixture.store)
            return try await code
        }
        return (code, fixture.store)
    }

    @Test func bothStreamsAndTheCodeArrive() async throws {
        let written = RecordedConsole()
        let (code, store) = try await run(.exits(7, output: "hello\n", errors: "oh\n"), on: written.console())
        #expect(code == 7)
        #expect(written.all == ["out hello\n", "err oh\n"])
        #expect(store.commands == ["shop-web-1: say hello"])
    }

    @Test func whatTheCommandIsToHaveIsAskedFor() async throws {
        var options = Exec.Options(command: ["env"], usesTerminal: false)
        options.environment = ["A=b"]
        options.user = "me:us"
        options.workingDirectory = "/srv"
        options.isPrivileged = true
        let (_, store) = try await run(.exits(0), options, on: RecordedConsole().console())
        var expected = ExecCreateRequest(
            command: ["env"],
            attachStdin: true,
            env: ["A=b"],
            user: "me:us",
            workingDir: "/srv"
        )
        expected.privileged = true
        #expect(store.executions == [expected])
    }

    @Test func whatIsTypedIsReadToItsEnd() async throws {
        let cat = ScriptedProcess.answers { happening in
            switch happening {
            case .begins: []
            case .reads(let bytes): [.writes(String(decoding: bytes, as: UTF8.self))]
            case .readsEnd: [.writes("end", .stderr), .exits(0)]
            }
        }
        let written = RecordedConsole()
        let (code, _) = try await run(cat, on: written.console(input: ["one ", "two ", "three"]))
        #expect(code == 0)
        let output = written.all.filter { $0.hasPrefix("out ") }.map { $0.dropFirst(4) }.joined()
        #expect(output == "one two three")
        #expect(written.all.last == "err end")
    }

    @Test func inputMayBeKeptFromIt() async throws {
        var options = Exec.Options(command: ["cat"], usesTerminal: false)
        options.takesInput = false
        let (code, store) = try await run(.exits(0), options, on: RecordedConsole().console())
        #expect(code == 0)
        #expect(store.executions.map(\.attachStdin) == [false])
    }

    @Test func aCommandThatDoesNotReadEndsNevertheless() async throws {
        let much = Array(repeating: String(repeating: "x", count: 100_000), count: 20)
        let written = RecordedConsole()
        let (code, _) = try await run(.exits(3, output: "no\n"), on: written.console(input: much))
        #expect(code == 3)
        #expect(written.all == ["out no\n"])
    }

    @Test func aTerminalHasOneStreamAndASize() async throws {
        let written = RecordedConsole()
        let shell = ScriptedProcess.answers { happening in
            switch happening {
            case .begins: [.writes("$ ")]
            case .reads: [.writes("error\r\n", .stderr), .exits(130)]
            case .readsEnd: []
            }
        }
        let (sizes, size) = AsyncStream.makeStream(of: TerminalSize.self)
        let (input, typing) = AsyncStream.makeStream(of: [UInt8].self)
        var console = written.console()
        console.sizes = sizes
        console.input = input
        var options = Exec.Options(command: ["sh"], usesTerminal: true)
        options.terminalSize = TerminalSize(rows: 24, columns: 80)
        let (code, store) = try await run(shell, options, on: console) { store async throws in
            #expect(try await eventually { written.all == ["out $ "] })
            size.yield(TerminalSize(rows: 24, columns: 80))
            #expect(try await eventually { store.terminalSizes == ["24x80"] })
            size.yield(TerminalSize(rows: 50, columns: 132))
            #expect(try await eventually { store.terminalSizes == ["24x80", "50x132"] })
            typing.yield([3])
        }
        #expect(code == 130)
        // A terminal has no second stream.
        #expect(written.all == ["out $ ", "out error\r\n"])
        #expect(store.executions.map(\.tty) == [true])
        #expect(store.executions.map(\.consoleSize) == [[24, 80]])
    }

    @Test func itIsNotWaitedForWhenTheTerminalIsGone() async throws {
        // Nothing but a terminal's end ends what is typed.
        var console = RecordedConsole().console()
        console.isTyped = true
        let (code, store) = try await run(.hangs, Exec.Options(command: ["sh"], usesTerminal: true), on: console)
        #expect(code == 129)
        #expect(store.commands == ["shop-web-1: sh"])
    }

    @Test func aProgramThatIsNotThereIsSaidByTheEngine() async throws {
        let written = RecordedConsole()
        let (code, _) = try await run(.cannotRun, on: written.console())
        #expect(code == 126)
        #expect(written.all.joined().contains(#"exec: "say": executable file not found in $PATH"#))
    }

    @Test func itEndsWithItsContainer() async throws {
        let (code, _) = try await run(.hangs, on: RecordedConsole().console()) { store async throws in
            #expect(try await eventually { store.hangingProcesses == 1 })
            store.exit("shop-web-1", code: 0)
        }
        #expect(code == 137)
    }

    @Test func nobodyWaitsForADetachedOne() async throws {
        var options = Exec.Options(command: ["serve"], usesTerminal: false)
        options.isDetached = true
        let written = RecordedConsole()
        let (code, store) = try await run(.hangs, options, on: written.console())
        #expect(code == 0)
        #expect(written.all == [])
        #expect(store.commands == ["shop-web-1: serve"])
    }

    @Test func withoutAContainerItIsAnError() async throws {
        let fixture = try OperationsFixture(Self.shop)
        fixture.store.script("web") { $0.exec = { _ in .exits(0) } }
        try await ServedEngine.with(fixture.store) { engine in
            let session = fixture.session(engine.client).session
            var options = Exec.Options(command: ["true"], usesTerminal: false)
            func run(_ options: Exec.Options) async throws -> Int {
                try await Exec(session, in: "web", options: options).run(on: RecordedConsole().console())
            }
            await #expect(throws: ContainerChoice.Failure.notRunning("web")) { try await run(options) }
            try await fixture.up(engine.client)
            #expect(try await run(options) == 0)
            options.index = 2
            let second = options
            await #expect(throws: ContainerChoice.Failure.noSuchIndex("web", 2)) { try await run(second) }
            fixture.store.exit("shop-web-1", code: 0)
            await #expect(throws: ContainerChoice.Failure.notRunning("web")) { try await run(second) }
        }
        #expect(fixture.store.commands == ["shop-web-1: true"])
    }
}
