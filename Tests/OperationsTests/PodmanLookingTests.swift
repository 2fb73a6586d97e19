import ComposeModel
import EngineAPI
import EngineClient
import Operations
import TestSupport
import Testing

/// What verbs see of Podman's containers.
@Suite(.timeLimit(.minutes(5))) struct PodmanLookingTests {
    private static let text = "services: {web: {image: web, network_mode: none, tty: true, stdin_open: true}}"

    /// Runs `body` with a project that is up.
    private func up(_ body: @Sendable (OperationsFixture, EngineClient) async throws -> Void) async throws {
        let fixture = try OperationsFixture(Self.text, on: ScriptedStore(images: ["web"], as: .podman))
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            try await body(fixture, engine.client)
        }
    }

    @Test func aPausedContainerIsNotTakenForOneThatDoesNotRun() async throws {
        try await up { fixture, client in
            let session = fixture.session(client).session
            let attach = Attach(session, to: ContainerChoice(of: "web"), options: Attach.Options())
            try await client.pauseContainer("shop-web-1")
            await #expect(throws: Attach.Failure.paused("web")) { try await attach.target() }
            fixture.store.exit("shop-web-1", code: 0)
            await #expect(throws: ContainerChoice.Failure.notRunning("web")) { try await attach.target() }
        }
    }

    /// Of two sizes that follow each other at once it takes the first one, twice.
    @Test func aTerminalIsToldItsSizeOnce() async throws {
        let (input, typing) = AsyncStream.makeStream(of: [UInt8].self)
        let (sizes, size) = AsyncStream.makeStream(of: TerminalSize.self)
        let console = RecordedConsole().console(typing: input, sizes: sizes)
        size.yield(TerminalSize(rows: 24, columns: 80))
        try await up { fixture, client in
            let session = fixture.session(client).session
            let attach = Attach(session, to: ContainerChoice(of: "web"), options: Attach.Options())
            let target = try await attach.target()
            async let end = attach.run(target, on: console, signals: .none)
            #expect(try await eventually { fixture.store.terminalSizes == ["24x80"] })
            fixture.store.exit("shop-web-1", code: 0)
            #expect(try await end == .exited(code: 0))
            #expect(fixture.store.terminalSizes == ["24x80"])
        }
        typing.finish()
    }

    @Test func whatDoesNotRunUsesNothing() async throws {
        try await up { fixture, client in
            fixture.store.exit("shop-web-1", code: 0)
            var options = Statistics.Options()
            options.includesStopped = true
            let rows = try await Statistics(fixture.session(client).session, options: options).now()
            #expect(rows.map { $0.figures?.processes } == [0])
        }
    }
}
