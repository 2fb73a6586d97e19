import EngineServer
import TestSupport
import Testing

@testable import Convergence

/// Containers that somebody else removes at the same time.
@Suite(.timeLimit(.minutes(5))) struct ContainerRemovalTests {
    @Test func whatIsBeingRemovedIsWaitedFor() async throws {
        let before = try ConvergenceFixture("services: {web: {image: web, network_mode: none}}")
        let after = try ConvergenceFixture(
            "services: {web: {image: web, network_mode: none, environment: {A: b}}}",
            on: before.store
        )
        try await ServedEngine.with(before.store) { engine in
            try await before.converge(engine.client)
            // Docker Engine's words.
            let refusal = BackendError.conflict("removal of container shop-web-1 is already in progress")
            before.store.fail(.removeContainer, with: refusal, times: 2)
            let failure = try await after.clock.passing(within: .seconds(1)) {
                try await after.failure(engine.client)
            }
            #expect(failure == nil)
            #expect(before.store.containerNames == ["shop-web-1"])
            #expect(before.store.calls(.removeContainer).count == 3)
        }
    }
}
