import ComposeModel
import Diagnostics
import Operations
import SessionEvents
import Synchronization
import TestSupport
import Testing

/// What is asked for of single services while an operation goes on, and how one leaves it.
@Suite(.timeLimit(.minutes(5))) struct ServiceRequestsTests {
    private static let shop = """
        services:
          web: {image: web, network_mode: none, depends_on: [db]}
          db: {image: db, network_mode: none}
        """

    /// An attached `up` with someone who asks for things.
    private struct Attached {
        let fixture: OperationsFixture
        let requests: AsyncStream<ServiceRequests.Request>.Continuation
        let wishes: AsyncStream<Interrupts.Wish>.Continuation
    }

    private func attached(
        _ trigger: ExitWatch.Trigger? = nil,
        _ body: @escaping @Sendable (Attached) async throws -> Void
    ) async throws -> (end: OperationEnd, fixture: OperationsFixture) {
        let fixture = try OperationsFixture(Self.shop)
        let (requests, requesting) = AsyncStream<ServiceRequests.Request>.makeStream()
        let (wishes, wishing) = AsyncStream<Interrupts.Wish>.makeStream()
        let end = try await ServedEngine.with(fixture.store) { engine in
            var attachment = UpRun.Attachment(services: ["web", "db"])
            attachment.trigger = trigger
            var options = UpRun.Options(fixture.options, then: .attached(attachment))
            options.requests = ServiceRequests(requests)
            let run = try UpRun(fixture.session(engine.client), options: options)
            let interrupts = Interrupts(wishes: {
                for await wish in wishes { return wish }
                return nil
            })
            async let end = run.run(until: interrupts)
            #expect(try await eventually { fixture.store.running.count == 2 })
            try await body(Attached(fixture: fixture, requests: requesting, wishes: wishing))
            return try await end
        }
        return (end, fixture)
    }

    @Test func aServiceIsRestartedAndThatEndsNothing() async throws {
        let (end, fixture) = try await attached { (up: Attached) async throws -> Void in
            up.requests.yield(.restart("web"))
            #expect(try await eventually { up.fixture.store.starts(of: "shop-web-1") == 2 })
            #expect(
                try await eventually {
                    up.fixture.events.all.contains { event in
                        guard case .applied(let change) = event.action else { return false }
                        return change.action == .restart && event.subject == .service("web")
                    }
                }
            )
            #expect(up.fixture.store.running.count == 2)
            up.wishes.yield(.leave)
        }
        #expect(end == .done)
        #expect(fixture.store.running.sorted() == ["shop-db-1", "shop-web-1"])
        #expect(fixture.events.all.last?.action == .leaving)
    }

    @Test func aRestartOnPurposeIsNoExitThatEndsEverything() async throws {
        let (end, fixture) = try await attached(.anyExit) { (up: Attached) async throws -> Void in
            up.requests.yield(.restart("db"))
            #expect(try await eventually { up.fixture.store.starts(of: "shop-db-1") == 2 })
            up.wishes.yield(.leave)
        }
        #expect(end == .done)
        #expect(fixture.store.running.count == 2)
    }

    @Test func whatHasNoContainerIsSaid() async throws {
        let (_, fixture) = try await attached { (up: Attached) async throws -> Void in
            up.requests.yield(.restart("nothing"))
            #expect(
                try await eventually {
                    up.fixture.events.all.contains { event in
                        guard case .applyFailed(nil, let diagnostic, false) = event.action else { return false }
                        return diagnostic.message == "not restarted: it has no container"
                            && event.subject == .service("nothing")
                    }
                }
            )
            up.wishes.yield(.leave)
        }
        #expect(fixture.store.calls(.stopContainer) == [])
    }

    @Test func aWishToStopStillStopsEverything() async throws {
        let (end, fixture) = try await attached { $0.wishes.yield(.stop) }
        #expect(end == .interrupted)
        #expect(fixture.store.running == [])
    }
}
