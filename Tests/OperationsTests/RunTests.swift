import ComposeLoader
import ComposeModel
import Convergence
import EngineAPI
import EngineClient
import EngineServer
import Operations
import OrderedCollections
import Reconciliation
import Synchronization
import TestSupport
import Testing

/// Commands in containers of their own, without an engine.
@Suite(.timeLimit(.minutes(5))) struct RunTests {
    private static let shop = """
        services:
          web: {image: web, network_mode: none, depends_on: [db]}
          db: {image: db, network_mode: none}
        """

    /// The container that is made, and what it does.
    private struct Command: Sendable {
        var process: ScriptedProcess?
        var isRemoved = false
        var isTerminal = false
        var isInteractive = true
        /// What it does at a signal; by default it ends.
        var uponSignal: (@Sendable (String) -> [ScriptedProcess.Deed])?
    }

    private func run(
        _ fixture: OperationsFixture,
        _ engine: ServedEngine,
        _ command: Command,
        until interrupts: Interrupts = .none
    ) async throws -> RunContainer? {
        fixture.store.script("web") { script in
            script.main = command.process
            script.uponSignal = command.uponSignal
        }
        var service = try #require(fixture.loaded.project.services["web"])
        service.tty = command.isTerminal
        service.stdinOpen = command.isInteractive
        var oneOff = OneOff(of: service)
        oneOff.name = "shop-run"
        oneOff.isRemoved = command.isRemoved
        oneOff.isInteractive = command.isInteractive
        let options = Run.Options(oneOff, fixture.options)
        return try await Run(fixture.session(engine.client), options: options).prepare(until: interrupts)
    }

    /// Runs a command to its end.
    private func outcome(
        of command: Command,
        on console: Console,
        forwarding signals: ForwardedSignals = .none,
        as store: ScriptedStore? = nil,
        meanwhile body: @Sendable (ScriptedStore, ServedEngine) async throws -> Void = { _, _ in }
    ) async throws -> (code: Int, store: ScriptedStore) {
        let fixture = try OperationsFixture(Self.shop, on: store)
        let code = try await ServedEngine.with(fixture.store) { engine in
            let made = try await run(fixture, engine, command)
            let container = try #require(made)
            async let code = container.run(on: console, detachKeys: .standard, forwarding: signals)
            try await body(fixture.store, engine)
            return try await code
        }
        return (code, fixture.store)
    }

    // MARK: Output, input and code

    @Test(arguments: [false, true]) func bothStreamsAndTheCodeArrive(isRemoved: Bool) async throws {
        let written = RecordedConsole()
        let process = ScriptedProcess.exits(7, output: "hello\n", errors: "oh\n")
        let command = Command(process: process, isRemoved: isRemoved)
        let (code, store) = try await outcome(of: command, on: written.console())
        #expect(code == 7)
        #expect(written.all == ["out hello\n", "err oh\n"])
        #expect(store.containerNames == ["shop-db-1"] + (isRemoved ? [] : ["shop-run"]))
        #expect(store.running == ["shop-db-1"])
        #expect(store.attachQueries == [AttachQuery(stdin: true, stdout: true, stderr: true)])
    }

    /// It writes and ends before its start is answered.
    @Test(arguments: [false, true]) func nothingIsLostOfACommandThatEndsAtOnce(isRemoved: Bool) async throws {
        let lines = (1...2_000).map { "\($0)\n" }
        let process = ScriptedProcess.answers { happening in
            happening == .begins ? lines.map { ScriptedProcess.Deed.writes($0) } + [.exits(0)] : []
        }
        for _ in 0..<5 {
            let written = RecordedConsole()
            let command = Command(process: process, isRemoved: isRemoved, isInteractive: false)
            let (code, _) = try await outcome(of: command, on: written.console())
            #expect(code == 0)
            #expect(written.output == lines.joined())
        }
    }

    @Test func whatIsTypedIsReadToItsEnd() async throws {
        let cat = ScriptedProcess.answers { happening in
            switch happening {
            case .begins: []
            case .reads(let bytes): [.writes(String(decoding: bytes, as: UTF8.self))]
            case .readsEnd: [.writes("end", .stderr), .exits(4)]
            }
        }
        let written = RecordedConsole()
        let console = written.console(input: ["one ", "two ", "three"])
        let (code, _) = try await outcome(of: Command(process: cat), on: console)
        #expect(code == 4)
        #expect(written.output == "one two three")
        #expect(written.all.last == "err end")
    }

    @Test func aTerminalHasOneStreamAndASize() async throws {
        let shell = ScriptedProcess.answers { happening in
            switch happening {
            case .begins: [.writes("$ ")]
            case .reads: [.writes("error\r\n", .stderr), .exits(130)]
            case .readsEnd: []
            }
        }
        let written = RecordedConsole()
        let (sizes, size) = AsyncStream.makeStream(of: TerminalSize.self)
        let (input, typing) = AsyncStream.makeStream(of: [UInt8].self)
        let console = written.console(typing: input, sizes: sizes)
        let command = Command(process: shell, isTerminal: true)
        let (code, store) = try await outcome(of: command, on: console) { store, _ async throws in
            #expect(try await eventually { written.all == ["out $ "] })
            size.yield(TerminalSize(rows: 24, columns: 80))
            #expect(try await eventually { store.terminalSizes == ["24x80"] })
            typing.yield([3])
        }
        #expect(code == 130)
        #expect(written.all == ["out $ ", "out error\r\n"])
        #expect(store.attachQueries.map(\.detachKeys) == ["ctrl-p,ctrl-q"])
    }

    @Test func nobodyIsConnectedToADetachedOne() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            let made = try await run(fixture, engine, Command())
            let container = try #require(made)
            #expect(fixture.store.running == ["shop-db-1"])
            try await container.start()
            #expect(fixture.store.running == ["shop-db-1", "shop-run"])
            #expect(fixture.store.identifier(of: "shop-run") == container.id)
        }
        #expect(fixture.store.attachQueries == [])
    }

    // MARK: Being left

    @Test func theKeysThatDisconnectLeaveItRunning() async throws {
        let read = Mutex<[UInt8]>([])
        let shell = ScriptedProcess.answers { happening in
            if case .reads(let bytes) = happening { read.withLock { $0 += bytes } }
            return []
        }
        let (input, typing) = AsyncStream.makeStream(of: [UInt8].self)
        let console = RecordedConsole().console(typing: input)
        let command = Command(process: shell, isTerminal: true)
        let (code, store) = try await outcome(of: command, on: console) { store, _ async throws in
            typing.yield([97, 16, 98])
            #expect(try await eventually { read.withLock(\.self) == [97, 16, 98] })
            typing.yield([16, 17, 99])
        }
        #expect(code == 0)
        #expect(read.withLock(\.self) == [97, 16, 98])
        #expect(store.running == ["shop-db-1", "shop-run"])
    }

    @Test func itHearsThatItsTerminalIsGone() async throws {
        var console = RecordedConsole().console()
        console.isTyped = true
        let (code, store) = try await outcome(of: Command(isTerminal: true), on: console)
        #expect(code == 129)
        #expect(store.signals == ["SIGHUP"])
    }

    @Test func itGoesOnWithoutACallerThatIsCancelled() async throws {
        let fixture = try OperationsFixture(Self.shop)
        let written = RecordedConsole()
        let (input, typing) = AsyncStream.makeStream(of: [UInt8].self)
        let process = ScriptedProcess.answers { $0 == .begins ? [.writes("ready")] : [] }
        try await ServedEngine.with(fixture.store) { engine in
            let made = try await run(fixture, engine, Command(process: process))
            let container = try #require(made)
            let console = written.console(typing: input)
            await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask { try await container.run(on: console, detachKeys: .standard, forwarding: .none) }
                _ = try? await eventually { written.all == ["out ready"] }
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.waitForAll() }
            }
            #expect(try await eventually { fixture.store.attachmentCount(of: "shop-run") == 0 })
        }
        typing.finish()
        #expect(fixture.store.running == ["shop-db-1", "shop-run"])
    }

    // MARK: Signals

    @Test func aSignalIsForTheCommand() async throws {
        let person = SignallingPerson()
        let (input, typing) = AsyncStream.makeStream(of: [UInt8].self)
        let command = Command { $0 == "SIGINT" ? [.writes("caught"), .exits(130)] : [] }
        let written = RecordedConsole()
        let console = written.console(typing: input)
        let signals = person.forwarded
        let (code, store) = try await outcome(of: command, on: console, forwarding: signals) { store, _ async throws in
            #expect(try await eventually { store.running.contains("shop-run") })
            person.sends("SIGUSR1")
            person.sends("SIGINT")
        }
        typing.finish()
        #expect(code == 130)
        #expect(written.all == ["out caught"])
        #expect(store.signals == ["SIGUSR1", "SIGINT"])
    }

    @Test func theThirdWishToStopKills() async throws {
        let person = SignallingPerson()
        let (input, typing) = AsyncStream.makeStream(of: [UInt8].self)
        let written = RecordedConsole()
        let console = written.console(typing: input)
        let process = ScriptedProcess.answers { $0 == .begins ? [.writes("ready")] : [] }
        let command = Command(process: process) { _ in [] }
        let signals = person.forwarded
        let (code, store) = try await outcome(of: command, on: console, forwarding: signals) { _, _ async throws in
            #expect(try await eventually { written.all == ["out ready"] })
            for name in ["SIGINT", "SIGTERM", "SIGINT"] { person.sends(name) }
        }
        typing.finish()
        #expect(code == 137)
        #expect(store.signals == ["SIGINT", "SIGTERM", "SIGKILL"])
    }

    @Test func aSignalWaitsForTheStart() async throws {
        let person = SignallingPerson()
        let fixture = try OperationsFixture(Self.shop)
        fixture.store.hold(.startContainer, on: "shop-run")
        let command = Command { $0 == "SIGINT" ? [.exits(130)] : [] }
        let console = RecordedConsole().console()
        let (code, store) = try await outcome(
            of: command,
            on: console,
            forwarding: person.forwarded,
            as: fixture.store
        ) { store, _ in
            try await store.reached(.startContainer, "shop-run")
            person.sends("SIGINT")
            #expect(try await eventually { person.isHeard })
            store.release(.startContainer, on: "shop-run")
        }
        #expect(code == 130)
        #expect(store.signals == ["SIGINT"])
    }

    @Test func aStartThatIsNotAnsweredCanBeGivenUp() async throws {
        let person = SignallingPerson()
        let fixture = try OperationsFixture(Self.shop)
        fixture.store.hold(.startContainer, on: "shop-run")
        let console = RecordedConsole().console()
        let (code, store) = try await outcome(
            of: Command(),
            on: console,
            forwarding: person.forwarded,
            as: fixture.store
        ) { store, _ in
            try await store.reached(.startContainer, "shop-run")
            for _ in 1...3 { person.sends("SIGINT") }
        }
        #expect(code == 130)
        #expect(store.containerNames == ["shop-db-1"])
    }

    /// Nobody's container is removed because it has the name that the command's container would have had.
    @Test func aWishToStopBeforeItIsMadeLeavesNothingAndNobodyElsesAlone() async throws {
        let person = SignallingPerson()
        let fixture = try OperationsFixture(Self.shop)
        fixture.store.hold(.startContainer, on: "shop-db-1")
        try await ServedEngine.with(fixture.store) { engine in
            async let prepared = run(fixture, engine, Command(), until: person.interrupts)
            try await fixture.store.reached(.startContainer, "shop-db-1")
            _ = try await engine.client.createContainer(ContainerCreateRequest(image: "web"), name: "shop-run")
            person.sends("SIGINT")
            person.sends("SIGINT")
            let container = try await prepared
            #expect(container == nil)
        }
        #expect(fixture.store.containerNames.contains("shop-run"))
    }

    // MARK: Failures

    @Test func whatItNeedsFails() async throws {
        let fixture = try OperationsFixture(Self.shop)
        fixture.store.fail(.startContainer, on: "shop-db-1", with: .system("it is broken"))
        try await ServedEngine.with(fixture.store) { engine in
            _ = await #expect(throws: ConvergenceError.self) { try await run(fixture, engine, Command()) }
        }
        #expect(fixture.store.calls(.createContainer) == ["createContainer shop-db-1"])
    }

    @Test func whatIsMadeInVainIsRemoved() async throws {
        let fixture = try OperationsFixture(
            """
            services: {web: {image: web, network_mode: none, configs: [settings]}}
            configs: {settings: {content: hello}}
            """
        )
        fixture.store.fail(.putArchive, with: .system("no space left on device"))
        try await ServedEngine.with(fixture.store) { engine in
            _ = await #expect(throws: ConvergenceError.self) { try await run(fixture, engine, Command()) }
        }
        #expect(fixture.store.calls(.createContainer) == ["createContainer shop-run"])
        #expect(fixture.store.containerNames == [])
    }

    @Test(arguments: [ScriptedStore.Call.attach, .waitForContainer, .startContainer])
    func withoutAConnectionNothingIsLeft(call: ScriptedStore.Call) async throws {
        let fixture = try OperationsFixture(Self.shop)
        fixture.store.fail(call, on: "shop-run", with: .system("it is broken"))
        try await ServedEngine.with(fixture.store) { engine in
            let made = try await run(fixture, engine, Command())
            let container = try #require(made)
            let console = RecordedConsole().console()
            let error = await #expect(throws: EngineError.self) {
                try await container.run(on: console, detachKeys: .standard, forwarding: .none)
            }
            #expect(error.map { "\($0)" }?.contains("it is broken") ?? false)
        }
        #expect(fixture.store.containerNames == ["shop-db-1"])
    }

    @Test(arguments: [false, true]) func aProgramThatIsNotThereLeavesNoContainer(isDetached: Bool) async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            let made = try await run(fixture, engine, Command(process: .cannotRun))
            let container = try #require(made)
            let console = RecordedConsole().console()
            await #expect(throws: EngineError.self) {
                if isDetached {
                    try await container.start()
                } else {
                    _ = try await container.run(on: console, detachKeys: .standard, forwarding: .none)
                }
            }
        }
        #expect(fixture.store.containerNames == ["shop-db-1"])
    }

    @Test func anEngineThatIsLostInTheMiddleIsSaid() async throws {
        let written = RecordedConsole()
        let (input, typing) = AsyncStream.makeStream(of: [UInt8].self)
        let process = ScriptedProcess.answers { $0 == .begins ? [.writes("ready")] : [] }
        do {
            _ = try await outcome(of: Command(process: process), on: written.console(typing: input)) { _, engine in
                #expect(try await eventually { written.all == ["out ready"] })
                try await engine.lose()
            }
            Issue.record("it did not fail")
        } catch let error as EngineError {
            #expect(error.isLossOfEngine, "\(error)")
        }
        typing.finish()
        #expect(written.all == ["out ready"])
    }

    /// An engine that tells of no end, and removes nothing by itself, is looked at.
    @Test(arguments: [false, true]) func anEndIsSeenThatNobodyTells(isRemoved: Bool) async throws {
        let store = ScriptedStore(images: ["web", "db"], as: .podman)
        let written = RecordedConsole()
        let command = Command(process: .exits(3, output: "done\n"), isRemoved: isRemoved)
        let (code, _) = try await outcome(of: command, on: written.console(), as: store)
        #expect(code == 3)
        #expect(written.all == ["out done\n"])
        #expect(store.containerNames == ["shop-db-1"] + (isRemoved ? [] : ["shop-run"]))
    }
}
