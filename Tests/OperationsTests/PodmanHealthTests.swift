import EngineAPI
import Operations
import SessionEvents
import TestSupport
import Testing

/// What `ps` says of health where the engine runs no checks by itself.
@Suite(.timeLimit(.minutes(5))) struct PodmanHealthTests {
    private static let text = """
        services:
          db: {image: db, healthcheck: {test: [CMD, check], interval: 10s, retries: 1}}
          web: {image: web}
        """

    private func health(_ fixture: OperationsFixture, at second: Int64) async throws -> [String] {
        try await ServedEngine.with(fixture.store) { engine in
            if fixture.store.containerNames.isEmpty { try await fixture.up(engine.client) }
            var session = fixture.session(engine.client).session
            session.wallClock = WallClock { .seconds(second) }
            return try await ListContainers(session, options: .init()).run().map {
                "\($0.service) \($0.health)|\($0.status)"
            }
        }
    }

    @Test func aCheckThatIsDueIsRun() async throws {
        let fixture = try OperationsFixture(Self.text, on: ScriptedStore(images: ["db", "web"], as: .podman))
        fixture.store.script("db") { $0.check = (0, "") }
        #expect(
            try await health(fixture, at: 1_700_000_000) == ["db healthy|Up 1 second (healthy)", "web |Up 1 second"]
        )
        fixture.store.script("db") { $0.check = (1, "gone") }
        // The engine's clock is a few seconds ahead of that of the start.
        #expect(
            try await health(fixture, at: 1_700_000_001) == ["db healthy|Up 1 second (healthy)", "web |Up 1 second"]
        )
        #expect(fixture.store.calls(.runHealthcheck).count == 1)
        #expect(
            try await health(fixture, at: 1_700_001_000) == [
                "db unhealthy|Up 1 second (unhealthy)", "web |Up 1 second",
            ]
        )
        #expect(fixture.store.calls(.runHealthcheck).count == 2)
    }

    @Test func dockerRunsItItself() async throws {
        let fixture = try OperationsFixture(Self.text)
        #expect(
            try await health(fixture, at: 1_700_000_000) == ["db starting|Up 1 second (starting)", "web |Up 1 second"]
        )
        #expect(fixture.store.calls(.runHealthcheck) == [])
    }
}
