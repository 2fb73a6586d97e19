import ComposeModel
import EngineAPI
import EngineServer
import Reconciliation
import TestSupport
import Testing

@testable import Convergence

/// What is seen of an engine.
@Suite(.timeLimit(.minutes(5))) struct StateCollectorTests {
    @Test func aContainerThatGoesMeanwhileIsNotThere() async throws {
        let fixture = try ConvergenceFixture(
            "services: {a: {image: a, network_mode: none}, b: {image: b, network_mode: none}}"
        )
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.converge(engine.client)
            fixture.store.fail(.inspectContainer, on: "shop-a-1", with: .notFound("No such container: shop-a-1"))
            let observed = try await fixture.collector(engine.client).observe("shop", images: ["a", "none"])
            #expect(observed.containers.map(\.name) == ["shop-b-1"])
            #expect(observed.images.keys.sorted() == ["a"])
        }
    }

    @Test func portsOfOthersAreSeen() async throws {
        let store = ScriptedStore()
        let fixture = try ConvergenceFixture("services: {a: {image: a, ports: ['8080:80', '8081:81/udp']}}", on: store)
        try await ServedEngine.with(store) { engine in
            try await fixture.converge(engine.client)
            let own = try await fixture.collector(engine.client).observe("shop", images: [])
            #expect(own.portHolders == [])
            let other = try await fixture.collector(engine.client).observe("other", images: [])
            #expect(other.containers == [])
            #expect(
                other.portHolders.map { "\($0.container) \($0.port)/\($0.transport)" }.sorted()
                    == ["shop-a-1 8080/tcp", "shop-a-1 8081/udp"]
            )
        }
    }

    @Test func anImageIsAsOldAsTheClockOnTheWallSays() async throws {
        let fixture = try ConvergenceFixture("services: {a: {image: a, network_mode: none}}")
        fixture.store.addImage("a") { $0.metadata.lastTagTime = EngineTimestamp(seconds: 1_699_999_910) }
        fixture.store.addImage("b") { $0.metadata.lastTagTime = .never }
        try await ServedEngine.with(fixture.store) { engine in
            let observed = try await fixture.collector(engine.client).observe("shop", images: ["a", "b"])
            #expect(observed.imageAges == ["a": .seconds(90)])
        }
    }
}
