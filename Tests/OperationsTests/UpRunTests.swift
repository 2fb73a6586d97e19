import ComposeModel
import EngineServer
import Operations
import Reconciliation
import SessionEvents
import Synchronization
import TestSupport
import Testing

/// `up` from its beginning to its end, without an engine and without a terminal.
@Suite(.timeLimit(.minutes(5))) struct UpRunTests {
    private static let shop = """
        services:
          web: {image: web, network_mode: none, depends_on: [db]}
          db: {image: db, network_mode: none}
        """

    /// A person who asks to stop whenever the test says so.
    private final class Person: Sendable {
        private let wishes = Mutex(0)

        func asksToStop() { wishes.withLock { $0 += 1 } }

        var interrupts: Interrupts {
            Interrupts { [self] in
                while !Task.isCancelled {
                    let isAsked = wishes.withLock { wishes in
                        defer { wishes = max(0, wishes - 1) }
                        return wishes > 0
                    }
                    if isAsked { return true }
                    try? await Task.sleep(for: .milliseconds(5))
                }
                return false
            }
        }
    }

    private static func attached(_ services: Set<ServiceName> = ["web", "db"]) -> UpRun.Stay {
        .attached(UpRun.Attachment(services: services))
    }

    private func run(
        _ fixture: OperationsFixture,
        _ engine: ServedEngine,
        then stay: UpRun.Stay,
        of services: [ServiceName] = []
    ) throws -> UpRun {
        var options = fixture.options
        options.reconciliation.services = services
        return try UpRun(fixture.session(engine.client), options: UpRun.Options(options, then: stay))
    }

    @Test func detachedItReturnsAndLeavesServicesRunning() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            let end = try await run(fixture, engine, then: .detached(showsTimeline: false)).run(until: .none)
            #expect(end == .done)
        }
        #expect(fixture.store.running.sorted() == ["shop-db-1", "shop-web-1"])
    }

    @Test func aPreviewChangesNothing() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            let preview = try await run(fixture, engine, then: Self.attached()).preview()
            #expect(preview.plans.flatMap(\.steps).count == 4)
        }
        #expect(fixture.store.containerNames.isEmpty)
    }

    @Test func attachedItEndsWithTheLastService() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            let run = try run(fixture, engine, then: Self.attached())
            async let end = run.run(until: .none)
            #expect(try await eventually { fixture.store.running.count == 2 })
            for name in ["shop-web-1", "shop-db-1"] { fixture.store.exit(name, code: 3) }
            #expect(try await end == .done)
        }
    }

    @Test func theFirstWishStopsWhatWasStarted() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            let person = Person()
            let run = try run(fixture, engine, then: Self.attached())
            async let end = run.run(until: person.interrupts)
            #expect(try await eventually { fixture.store.running.count == 2 })
            person.asksToStop()
            #expect(try await end == .interrupted)
        }
        #expect(fixture.store.calls(.stopContainer) == ["stopContainer shop-web-1", "stopContainer shop-db-1"])
        #expect(fixture.store.running == [])
    }

    @Test func theSecondWishKills() async throws {
        let fixture = try OperationsFixture(Self.shop)
        fixture.store.hold(.stopContainer, on: "shop-web-1")
        try await ServedEngine.with(fixture.store) { engine in
            let person = Person()
            let run = try run(fixture, engine, then: Self.attached())
            async let end = run.run(until: person.interrupts)
            #expect(try await eventually { fixture.store.running.count == 2 })
            person.asksToStop()
            try await fixture.store.reached(.stopContainer, "shop-web-1")
            person.asksToStop()
            #expect(try await end == .interrupted)
            fixture.store.release(.stopContainer, on: "shop-web-1")
        }
        #expect(
            fixture.store.calls(.killContainer).sorted() == ["killContainer shop-db-1", "killContainer shop-web-1"]
        )
    }

    @Test func theEndThatCountsEndsAllWithItsCode() async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            var attachment = UpRun.Attachment(services: ["web", "db"])
            attachment.trigger = .anyExit
            let run = try run(fixture, engine, then: .attached(attachment))
            async let end = run.run(until: .none)
            #expect(try await eventually { fixture.store.running.count == 2 })
            fixture.store.exit("shop-web-1", code: 7)
            #expect(try await end == .exited(code: 7))
        }
        #expect(fixture.store.running == [])
    }
}
