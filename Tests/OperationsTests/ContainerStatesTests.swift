import EngineAPI
import Operations
import SessionEvents
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct ContainerStatesTests {
    private static let shop = "services: {web: {image: web, network_mode: none}}"

    /// What was told of the container last.
    private func last(_ fixture: OperationsFixture) -> EventAction? {
        fixture.events.all.last { event in
            switch event.action {
            case .containerObserved, .containerGone: event.subject?.service == "web"
            default: false
            }
        }?
        .action
    }

    private func following(
        _ fixture: OperationsFixture,
        _ body: @escaping @Sendable (ServedEngine) async throws -> Void
    ) async throws {
        try await ServedEngine.with(fixture.store) { engine in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await ContainerStates(fixture.session(engine.client).session).follow() }
                try await body(engine)
                group.cancelAll()
                try await group.waitForAll()
            }
        }
    }

    @Test func eachChangeIsToldOnce() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await following(fixture) { (engine: ServedEngine) async throws -> Void in
            try await fixture.up(engine.client)
            #expect(try await eventually { last(fixture) == .containerObserved(report: ContainerReport(.running)) })
            fixture.store.setHealth("shop-web-1", .unhealthy)
            #expect(
                try await eventually {
                    last(fixture) == .containerObserved(report: ContainerReport(.running, health: .unhealthy))
                }
            )
            fixture.store.exit("shop-web-1", code: 3)
            #expect(
                try await eventually {
                    last(fixture) == .containerObserved(report: ContainerReport(.exited, exitCode: 3))
                }
            )
            try await fixture.down(engine.client)
            #expect(try await eventually { last(fixture) == .containerGone })
        }
        var told: [EventAction] = []
        for event in fixture.events.all {
            guard case .containerObserved = event.action else { continue }
            #expect(told.last != event.action)
            told.append(event.action)
        }
    }

    @Test func whatIsThereAlreadyIsTold() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in _ = try await fixture.up(engine.client) }
        try await following(fixture) { (_: ServedEngine) async throws -> Void in
            let isTold = try await eventually {
                last(fixture) == .containerObserved(report: ContainerReport(.running))
            }
            #expect(isTold)
        }
    }
}
