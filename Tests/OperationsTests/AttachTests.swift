import ComposeModel
import EngineAPI
import EngineClient
import EngineServer
import Operations
import Synchronization
import TestSupport
import Testing

/// Connections to what services run, without an engine.
@Suite(.timeLimit(.minutes(5))) struct AttachTests {
    private static let plain = "services: {web: {image: web, network_mode: none}}"
    private static let terminal = "services: {web: {image: web, network_mode: none, tty: true, stdin_open: true}}"
    private static let open = "services: {web: {image: web, network_mode: none, stdin_open: true}}"

    /// Connects to the service of a project that is up, until that ends.
    private func attach(
        _ text: String,
        _ script: @escaping @Sendable (inout ScriptedStore.Script) -> Void = { _ in },
        options: Attach.Options = Attach.Options(),
        on console: Console,
        signals: ForwardedSignals = .none,
        meanwhile body: @Sendable (ScriptedStore, ServedEngine) async throws -> Void
    ) async throws -> (end: OperationEnd, store: ScriptedStore) {
        let fixture = try OperationsFixture(text)
        fixture.store.script("web", script)
        let end = try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let session = fixture.session(engine.client).session
            let attach = Attach(session, to: ContainerChoice(of: "web"), options: options)
            let target = try await attach.target()
            async let end = attach.run(target, on: console, signals: signals)
            guard try await eventually({ fixture.store.attachmentCount(of: "shop-web-1") == 1 }) else {
                throw CancellationError()
            }
            try await body(fixture.store, engine)
            return try await end
        }
        return (end, fixture.store)
    }

    @Test func bothStreamsAndTheCodeArrive() async throws {
        let written = RecordedConsole()
        let (end, store) = try await attach(Self.plain, on: written.console()) { store, _ in
            try store.write("hello", in: "shop-web-1")
            try store.write("oh", to: .stderr, in: "shop-web-1")
            store.exit("shop-web-1", code: 7)
        }
        #expect(end == .exited(code: 7))
        #expect(written.all == ["out hello\n", "err oh\n"])
        // Its container takes no input.
        #expect(store.attachQueries == [AttachQuery(stdin: false, stdout: true, stderr: true)])
    }

    @Test func whatIsTypedIsHandedOn() async throws {
        let written = RecordedConsole()
        let (input, typing) = AsyncStream.makeStream(of: [UInt8].self)
        let (end, _) = try await attach(
            Self.open,
            { script in
                script.main = .answers { happening in
                    guard case .reads(let bytes) = happening else { return [] }
                    return [.writes(String(decoding: bytes, as: UTF8.self)), .exits(2)]
                }
            },
            on: written.console(typing: input)
        ) { _, _ in typing.yield(Array("hello\n".utf8)) }
        #expect(end == .exited(code: 2))
        #expect(written.all == ["out hello\n"])
    }

    /// The input of a service is for many: that one of them has no more ends nothing.
    @Test func theEndOfInputEndsNothing() async throws {
        let written = RecordedConsole()
        let (end, _) = try await attach(Self.open, on: written.console(input: ["hello\n"])) { store, _ in
            try store.write("still there", in: "shop-web-1")
            _ = try await eventually { !written.all.isEmpty }
            try store.write("and again", in: "shop-web-1")
            store.exit("shop-web-1", code: 0)
        }
        #expect(end == .exited(code: 0))
        #expect(written.output == "still there\nand again\n")
    }

    @Test func inputMayBeLeftAlone() async throws {
        var options = Attach.Options()
        options.sendsInput = false
        let console = RecordedConsole().console(input: ["hello\n"])
        let (end, store) = try await attach(Self.terminal, options: options, on: console) { store, _ in
            store.exit("shop-web-1", code: 1)
        }
        #expect(end == .exited(code: 1))
        #expect(store.attachQueries == [AttachQuery(stdin: false, stdout: true, stderr: true)])
    }

    @Test func theKeysThatDisconnectLeaveItRunning() async throws {
        let read = Mutex<[UInt8]>([])
        let (input, typing) = AsyncStream.makeStream(of: [UInt8].self)
        var options = Attach.Options()
        options.detachKeys = try DetachKeys("ctrl-x,x")
        let (end, store) = try await attach(
            Self.terminal,
            { script in
                script.main = .answers { happening in
                    if case .reads(let bytes) = happening { read.withLock { $0 += bytes } }
                    return []
                }
            },
            options: options,
            on: RecordedConsole().console(typing: input)
        ) { _, _ in
            for bytes: [UInt8] in [[97], [24], [120, 98]] { typing.yield(bytes) }
        }
        #expect(end == .done)
        #expect(!read.withLock(\.self).contains(24))
        #expect(store.running == ["shop-web-1"])
        #expect(store.attachQueries.map(\.detachKeys) == ["ctrl-x,x"])
    }

    @Test func aTerminalIsDrawnAnew() async throws {
        let (sizes, size) = AsyncStream.makeStream(of: TerminalSize.self)
        let (input, typing) = AsyncStream.makeStream(of: [UInt8].self)
        let console = RecordedConsole().console(typing: input, sizes: sizes)
        size.yield(TerminalSize(rows: 24, columns: 80))
        let (end, store) = try await attach(Self.terminal, on: console) { store, _ async throws in
            #expect(try await eventually { store.terminalSizes == ["25x80", "24x80"] })
            store.exit("shop-web-1", code: 0)
        }
        typing.finish()
        #expect(end == .exited(code: 0))
        #expect(store.terminalSizes.count == 2)
    }

    // MARK: Signals

    @Test func signalsAreForTheService() async throws {
        let person = SignallingPerson()
        let (end, store) = try await attach(
            Self.plain,
            { $0.uponSignal = { $0 == "SIGTERM" ? [.exits(143)] : [] } },
            on: RecordedConsole().console(),
            signals: person.forwarded
        ) { _, _ in
            for name in ["SIGHUP", "SIGINT", "SIGTERM"] { person.sends(name) }
        }
        #expect(end == .exited(code: 143))
        #expect(store.signals == ["SIGHUP", "SIGINT", "SIGTERM"])
    }

    @Test func theThirdWishToStopDisconnects() async throws {
        let person = SignallingPerson()
        let (end, store) = try await attach(
            Self.plain,
            { $0.uponSignal = { _ in [] } },
            on: RecordedConsole().console(),
            signals: person.forwarded
        ) { _, _ in
            for _ in 1...3 { person.sends("SIGINT") }
        }
        #expect(end == .interrupted)
        #expect(store.signals == ["SIGINT", "SIGINT"])
        #expect(store.running == ["shop-web-1"])
    }

    @Test func signalsMayBeObeyed() async throws {
        let person = SignallingPerson()
        var options = Attach.Options()
        options.forwardsSignals = false
        let (end, store) = try await attach(
            Self.plain,
            options: options,
            on: RecordedConsole().console(),
            signals: person.forwarded
        ) { _, _ in person.sends("SIGINT") }
        #expect(end == .interrupted)
        #expect(store.signals == [])
        #expect(store.running == ["shop-web-1"])
    }

    /// The engine connects to what has ended, too, and tells nothing then.
    @Test func anEndBeforeTheConnectionIsNotMissed() async throws {
        let fixture = try OperationsFixture(Self.plain)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let session = fixture.session(engine.client).session
            let attach = Attach(session, to: ContainerChoice(of: "web"), options: Attach.Options())
            let target = try await attach.target()
            fixture.store.hold(.attach, on: "shop-web-1")
            async let end = attach.run(target, on: RecordedConsole().console(), signals: .none)
            try await fixture.store.reached(.attach, "shop-web-1")
            fixture.store.exit("shop-web-1", code: 6)
            fixture.store.release(.attach, on: "shop-web-1")
            await fixture.clock.passNext(within: .seconds(10))
            #expect(try await end == .exited(code: 6))
        }
    }

    // MARK: Failures

    @Test func whatIsPausedCannotBeAttachedTo() async throws {
        let fixture = try OperationsFixture(Self.plain)
        try await ServedEngine.with(fixture.store) { engine in
            let session = fixture.session(engine.client).session
            let attach = Attach(session, to: ContainerChoice(of: "web"), options: Attach.Options())
            await #expect(throws: ContainerChoice.Failure.notRunning("web")) { try await attach.target() }
            try await fixture.up(engine.client)
            try await engine.client.pauseContainer("shop-web-1")
            await #expect(throws: Attach.Failure.paused("web")) { try await attach.target() }
        }
    }

    @Test func anEngineThatIsLostInTheMiddleIsSaid() async throws {
        let written = RecordedConsole()
        do {
            _ = try await attach(Self.plain, on: written.console()) { store, engine in
                try store.write("hello", in: "shop-web-1")
                _ = try await eventually { !written.all.isEmpty }
                try await engine.lose()
            }
            Issue.record("it did not fail")
        } catch let error as EngineError {
            #expect(error.isLossOfEngine, "\(error)")
        }
        #expect(written.all == ["out hello\n"])
    }
}
