import ComposeModel
import EngineAPI
import EngineClient
import EngineServer
import Operations
import Synchronization
import TestSupport
import Testing

/// How one comes away from commands in running containers, without an engine.
@Suite(.timeLimit(.minutes(5))) struct ExecEndingTests {
    private static let shop = "services: {web: {image: web, network_mode: none}}"

    /// A project that is up, and a command in it that says that it is there and then only reads.
    private func withCommand(
        usesTerminal: Bool,
        reading read: @escaping @Sendable ([UInt8]) -> Void = { _ in },
        _ body: @Sendable (OperationsFixture, ServedEngine, Exec) async throws -> Void
    ) async throws {
        let fixture = try OperationsFixture(Self.shop)
        fixture.store.script("web") { script in
            script.exec = { _ in
                .answers { happening in
                    if case .reads(let bytes) = happening { read(bytes) }
                    return happening == .begins ? [.writes("ready")] : []
                }
            }
        }
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let options = Exec.Options(command: ["sh"], usesTerminal: usesTerminal)
            try await body(fixture, engine, Exec(fixture.session(engine.client).session, in: "web", options: options))
        }
    }

    @Test func theKeysThatDisconnectLeaveItRunning() async throws {
        let read = Mutex<[UInt8]>([])
        let written = RecordedConsole()
        let (input, typing) = AsyncStream.makeStream(of: [UInt8].self)
        let take: @Sendable ([UInt8]) -> Void = { bytes in read.withLock { $0 += bytes } }
        try await withCommand(usesTerminal: true, reading: take) { fixture, _, exec in
            async let code = exec.run(on: written.console(typing: input))
            _ = try await eventually { written.all == ["out ready"] }
            typing.yield([97])
            _ = try await eventually { read.withLock(\.self) == [97] }
            for key: UInt8 in [16, 17, 98] { typing.yield([key]) }
            #expect(try await code == 0)
            // Nobody is connected to it any more.
            #expect(try await eventually { fixture.store.hangingProcesses == 0 })
        }
        #expect(read.withLock(\.self) == [97])
    }

    @Test func itGoesOnWithoutACallerThatIsCancelled() async throws {
        let written = RecordedConsole()
        let (input, typing) = AsyncStream.makeStream(of: [UInt8].self)
        try await withCommand(usesTerminal: false) { fixture, _, exec in
            let console = written.console(typing: input)
            await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask { try await exec.run(on: console) }
                _ = try? await eventually { written.all == ["out ready"] }
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.waitForAll() }
            }
            let isLeft = try await eventually { fixture.store.hangingProcesses == 0 }
            #expect(isLeft)
            #expect(fixture.store.running == ["shop-web-1"])
        }
        typing.finish()
    }

    @Test func anEngineThatIsLostInTheMiddleIsSaid() async throws {
        let written = RecordedConsole()
        let (input, typing) = AsyncStream.makeStream(of: [UInt8].self)
        do {
            try await withCommand(usesTerminal: false) { _, engine, exec in
                async let code = exec.run(on: written.console(typing: input))
                _ = try await eventually { written.all == ["out ready"] }
                try await engine.lose()
                _ = try await code
            }
            Issue.record("it did not fail")
        } catch let error as EngineError {
            #expect(error.isLossOfEngine, "\(error)")
        }
        typing.finish()
    }
}
