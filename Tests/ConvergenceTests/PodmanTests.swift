import ComposeModel
import EngineAPI
import EngineClient
import Reconciliation
import SessionEvents
import TestSupport
import Testing

@testable import Convergence

/// What Podman does in another way than Docker is taken care of.
@Suite(.timeLimit(.minutes(5))) struct PodmanTests {
    @Test func aSecondPlanIsEmptyAlthoughNetworksAreNamed() async throws {
        let fixture = try ConvergenceFixture(
            "services: {a: {image: a, networks: [x, y]}}\nnetworks: {x: {}, y: {}}",
            on: ScriptedStore(as: .podman)
        )
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.converge(engine.client)
            let inspection = try await engine.client.inspectContainer("shop-a-1")
            #expect(inspection.networkSettings.networks["shop_x"]?.networkID == "shop_x")
            #expect(try await fixture.plan(engine.client).text == "")
        }
    }

    @Test func theEngineIsObserved() async throws {
        let fixture = try ConvergenceFixture("services: {a: {image: a}}", on: ScriptedStore(as: .podman))
        try await ServedEngine.with(fixture.store) { engine in
            let observed = try await fixture.collector(engine.client).observe("shop", images: [])
            #expect(observed.engine == EngineCapabilities(.podman(4), speaking: .oldestSpoken))
        }
    }

    @Test func theHostsAddressIsWrittenInPlaceOfTheWord() async throws {
        let fixture = try ConvergenceFixture(
            """
            services: {a: {image: a, extra_hosts: ['host.docker.internal:host-gateway']}}
            networks: {default: {ipam: {config: [{subnet: 10.9.0.0/24, gateway: 10.9.0.1}]}}}
            """,
            on: ScriptedStore(as: .podman)
        )
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.converge(engine.client)
            let host = try await engine.client.inspectContainer("shop-a-1").hostConfig
            #expect(host.extraHosts == ["host.docker.internal:10.9.0.1"])
            #expect(try await fixture.plan(engine.client).text == "")
        }
    }

    @Test func withoutAKnownGatewayTheNameIsLeftOutAndThatIsSaid() async throws {
        let fixture = try ConvergenceFixture(
            "services: {a: {image: a, extra_hosts: ['host.docker.internal:host-gateway']}}",
            on: ScriptedStore(as: .podman)
        )
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.converge(engine.client)
            #expect(try await engine.client.inspectContainer("shop-a-1").hostConfig.extraHosts == [])
        }
        #expect(
            fixture.events.warnings == [
                "container 'shop-a-1': extra host host.docker.internal is left out: "
                    + "the host's address in network 'shop_default' is not known"
            ]
        )
    }

    @Test func dockerGetsTheWord() async throws {
        let fixture = try ConvergenceFixture(
            "services: {a: {image: a, extra_hosts: ['host.docker.internal:host-gateway']}}"
        )
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.converge(engine.client)
            let host = try await engine.client.inspectContainer("shop-a-1").hostConfig
            #expect(host.extraHosts == ["host.docker.internal:host-gateway"])
        }
    }

    @Test func eventsAreAskedForByItsNames() async throws {
        let fixture = try ConvergenceFixture("services: {a: {image: a}}", on: ScriptedStore(as: .podman))
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.converge(engine.client)
            let events = try await engine.client.events(filters: ["type": ["container"], "event": ["die", "destroy"]])
            fixture.store.exit("shop-a-1", code: 3)
            try await engine.client.removeContainer("shop-a-1")
            var seen: [EngineEvent.Action] = []
            for try await event in events {
                seen.append(event.action)
                if event.action == .destroy { break }
            }
            #expect(seen == [.die, .destroy])
        }
    }

    @Test(arguments: [EngineClient.WaitCondition.notRunning, .nextExit, .removed])
    func anEndIsSeenThatNobodyTells(condition: EngineClient.WaitCondition) async throws {
        let fixture = try ConvergenceFixture("services: {a: {image: a}}", on: ScriptedStore(as: .podman))
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.converge(engine.client)
            async let code = engine.client.waitForContainer("shop-a-1", until: condition)
            try await fixture.store.reached(.waitForContainer, "shop-a-1")
            fixture.store.exit("shop-a-1", code: 3)
            if condition == .removed {
                let looks = fixture.store.calls(.inspectContainer).count
                _ = try await eventually { fixture.store.calls(.inspectContainer).count > looks + 1 }
                try await engine.client.removeContainer("shop-a-1")
            }
            #expect(try await code == 3)
        }
    }

    @Test func whatIsBeingStoppedIsStartedOnceItHasEnded() async throws {
        let fixture = try ConvergenceFixture("services: {a: {image: a}}", on: ScriptedStore(as: .podman))
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.converge(engine.client)
            fixture.store.beginStop("shop-a-1")
            try await fixture.converge(engine.client)
            #expect(fixture.store.running == ["shop-a-1"])
            #expect(fixture.store.starts(of: "shop-a-1") == 2)
            #expect(try await fixture.plan(engine.client).text == "")
        }
    }

    @Test func theNextEndIsNotTheLastOne() async throws {
        let fixture = try ConvergenceFixture("services: {a: {image: a}}", on: ScriptedStore(as: .podman))
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.converge(engine.client)
            fixture.store.exit("shop-a-1", code: 3)
            #expect(try await engine.client.waitForContainer("shop-a-1") == 3)
            let looks = fixture.store.calls(.inspectContainer).count
            async let code = engine.client.waitForContainer("shop-a-1", until: .nextExit)
            // The second look comes when the first one is answered: from then on it is known which end was there already.
            #expect(try await eventually { fixture.store.calls(.inspectContainer).count > looks + 1 })
            try await engine.client.startContainer("shop-a-1")
            fixture.store.exit("shop-a-1", code: 4)
            #expect(try await code == 4)
        }
    }
}
