import EngineAPI
import EngineClient
import EngineServer
import TestSupport
import Testing

@testable import Convergence

/// What a process that died left under way.
@Suite(.timeLimit(.minutes(5))) struct ChangeSettlementTests {
    private let store = ScriptedStore(images: ["web"])
    private let clock = TestClock()

    private func settle(_ changes: EngineChange..., by client: EngineClient) async throws {
        try await ChangeSettlement(client: client, events: RecordedEvents(), clock: clock).settle(changes)
    }

    @Test func aCreationIsWaitedForUntilItTurnsUp() async throws {
        try await ServedEngine.with(store) { engine in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await settle(.creation(container: "box"), by: engine.client) }
                await clock.waitForSleepers(within: .seconds(1))
                _ = try await engine.client.createContainer(ContainerCreateRequest(image: "web"), name: "box")
                await clock.passNext(within: .seconds(1))
                try await group.waitForAll()
            }
        }
        #expect(clock.now.offset == .milliseconds(25))
        #expect(store.calls(.inspectContainer).count == 2)
    }

    @Test func aCreationThatNeverTurnsUpIsGivenUp() async throws {
        try await ServedEngine.with(store) { engine in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await settle(.networkCreation(name: "net"), by: engine.client) }
                await clock.waitForSleepers(within: .seconds(1))
                clock.advance(by: .seconds(11))
                try await group.waitForAll()
            }
        }
        #expect(store.calls(.inspectNetwork).count == 2)
    }

    @Test func aRemovalIsTriedUntilTheContainerIsGone() async throws {
        store.fail(.removeContainer, with: .conflict("removal is in progress"), times: 1)
        try await ServedEngine.with(store) { engine in
            _ = try await engine.client.createContainer(ContainerCreateRequest(image: "web"), name: "box")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await settle(.removal(container: "box"), by: engine.client) }
                await clock.passNext(within: .seconds(1))
                try await group.waitForAll()
            }
        }
        #expect(store.containerNames == [])
        #expect(store.calls(.removeContainer).count == 2)
    }

    @Test func whatFailsIsLeftToTheNextPlan() async throws {
        store.fail(.stopContainer, with: .system("boom"))
        try await ServedEngine.with(store) { engine in
            try await settle(.stop(container: "a"), .renaming(from: "b", to: "c"), by: engine.client)
        }
        #expect(Set(store.calls(.stopContainer, .renameContainer)) == ["stopContainer a", "renameContainer b"])
    }
}
