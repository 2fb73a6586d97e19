import ComposeModel
import Convergence
import EngineClient
import TestSupport
import Testing

@testable import Operations

/// An engine that is shut down ends its events in good order. That does not mean that nothing runs any more.
@Suite(.timeLimit(.minutes(5))) struct EventStreamEndTests {
    /// Runs `body` with a service that is up, ends the events that it listens to, and gives what it fails with.
    private func failure(
        of body: @escaping @Sendable (Session) async throws -> Void
    ) async throws -> EngineError? {
        let fixture = try OperationsFixture("services: {web: {image: web, network_mode: none}}")
        return try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            async let end: Void = body(fixture.session(engine.client).session)
            #expect(try await eventually { fixture.store.listenerCount == 1 })
            fixture.store.endEvents()
            do {
                try await end
                return nil
            } catch let error as EngineError {
                return error
            }
        }
    }

    @Test func whoWaitsForTheLastServiceIsTold() async throws {
        let failure = try await failure { session in
            try await RunningServices(session: session).waitUntilNoneRuns(of: [])
        }
        #expect(failure == .connectionClosed(request: "GET /events"))
    }

    @Test func whoWaitsForAnExitIsTold() async throws {
        let failure = try await failure { session in
            let watch = ExitWatch(session, services: ["web"], trigger: .anyExit)
            _ = try await watch.run(bringUp: { true }, attend: { _ in await FailureSignal().wait() })
        }
        #expect(failure == .connectionClosed(request: "GET /events"))
    }
}
