import ComposeModel
import Convergence
import EngineAPI
import EngineClient
import EngineServer
import TestSupport
import Testing

@testable import Operations

/// Which ends of containers end an `up`, without an engine.
@Suite(.timeLimit(.minutes(5))) struct ExitWatchTests {
    @Test func aReplacedContainerIsNoEndHoweverLateThatIsHeardOf() async throws {
        let fixture = try OperationsFixture("services: {web: {image: web, network_mode: none}}")
        let store = fixture.store
        try await ServedEngine.with(store) { engine in
            try await fixture.up(engine.client)
            let old = try await engine.client.inspectContainer("shop-web-1")
            let watch = ExitWatch(fixture.session(engine.client).session, services: ["web"], trigger: .anyExit)
            let (isListening, never) = (FailureSignal(), FailureSignal())
            async let outcome = watch.run {
                isListening.fire()
            } attend: { _ in
                await never.wait()
            }
            await isListening.wait()
            store.forgetCalls()
            store.hold(.inspectContainer, on: "shop-web-1")
            store.exit("shop-web-1", code: 1)
            try await store.reached(.inspectContainer, "shop-web-1")
            try await engine.client.removeContainer(old.id)
            let same = ContainerCreateRequest(image: "web", config: old.config, hostConfig: old.hostConfig)
            let new = try await engine.client.createContainer(same, name: "shop-web-1")
            try await engine.client.startContainer(new.id)
            store.release(.inspectContainer, on: "shop-web-1")
            store.exit("shop-web-1", code: 5)
            #expect(try await outcome == .exited(.init(service: "web", container: "shop-web-1", code: 5)))
        }
    }

    @Test func whatEndsAndIsRemovedAtOnceHasEnded() async throws {
        let fixture = try OperationsFixture("services: {web: {image: web, network_mode: none}}")
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let watch = ExitWatch(fixture.session(engine.client).session, services: ["web"], trigger: .failure)
            let (isListening, never) = (FailureSignal(), FailureSignal())
            async let outcome = watch.run {
                isListening.fire()
            } attend: { _ in
                await never.wait()
            }
            await isListening.wait()
            fixture.store.hold(.inspectContainer, on: "shop-web-1")
            fixture.store.exit("shop-web-1", code: 3)
            try await engine.client.removeContainer("shop-web-1")
            fixture.store.release(.inspectContainer, on: "shop-web-1")
            #expect(try await outcome == .exited(.init(service: "web", container: "shop-web-1", code: 3)))
        }
    }
}
