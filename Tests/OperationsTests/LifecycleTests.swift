import ComposeModel
import Convergence
import Diagnostics
import EngineAPI
import EngineClient
import EngineServer
import Operations
import Reconciliation
import SessionEvents
import Synchronization
import TestSupport
import Testing

/// Stopping, starting, restarting, killing and removing what is there, without an engine.
@Suite(.timeLimit(.minutes(5))) struct LifecycleTests {
    private static let shop = """
        services:
          web: {image: web, network_mode: none, depends_on: {db: {condition: service_started, restart: true}}}
          db: {image: db, network_mode: none}
        """

    /// Who is asked, with what was asked.
    private final class Person: Operations.Confirmation {
        private let questions = Mutex<[String]>([])
        private let answer: Bool

        init(answering answer: Bool) { self.answer = answer }

        var asked: [String] { questions.withLock(\.self) }

        func confirm(_ question: String) async -> Bool {
            questions.withLock { $0.append(question) }
            return answer
        }
    }

    /// The project's containers, all running, and a session.
    ///
    /// - Parameter files: whether the session has the project's files.
    private func running(
        files: Bool = true,
        _ body: @Sendable (OperationsFixture, Session) async throws -> Void
    ) async throws {
        let fixture = try OperationsFixture(Self.shop)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            fixture.store.forgetCalls()
            var session = fixture.session(engine.client).session
            if !files {
                session = Session(
                    of: session.name,
                    client: engine.client,
                    events: fixture.events,
                    toolVersion: "test"
                )
            }
            try await body(fixture, session)
        }
    }

    /// How containers were said to stand.
    private func standings(_ fixture: OperationsFixture) -> [String] {
        fixture.events.all.compactMap { event in
            guard case .standing(let state) = event.action else { return nil }
            return "\(event.subject?.name ?? "") \(state.rawValue)"
        }
    }

    @Test(arguments: [true, false]) func whatStopsIsStartedAgain(files: Bool) async throws {
        try await running(files: files) { fixture, session in
            try await StopServices(session, services: []).run()
            #expect(fixture.store.calls(.stopContainer) == ["stopContainer shop-web-1", "stopContainer shop-db-1"])
            #expect(fixture.store.running == [])
            try await StartServices(session, services: ["web"]).run()
            #expect(fixture.store.calls(.startContainer) == ["startContainer shop-db-1", "startContainer shop-web-1"])
            #expect(standings(fixture) == [])
        }
    }

    @Test func whatIsStoppedAlreadyIsSaidToBe() async throws {
        try await running { fixture, session in
            try await StopServices(session, services: ["web"]).run()
            try await StopServices(session, services: ["web", "db"]).run()
            #expect(standings(fixture) == ["shop-web-1 stopped"])
            #expect(fixture.store.calls(.stopContainer) == ["stopContainer shop-web-1", "stopContainer shop-db-1"])
        }
    }

    @Test(arguments: [true, false]) func aRestartTakesThoseAlongThatAskedForIt(files: Bool) async throws {
        try await running(files: files) { fixture, session in
            try await RestartServices(session, services: ["db"]).run()
            #expect(
                fixture.store.calls(.stopContainer, .startContainer) == [
                    "stopContainer shop-web-1", "stopContainer shop-db-1", "startContainer shop-db-1",
                    "startContainer shop-web-1",
                ]
            )
            #expect(standings(fixture) == ["shop-db-1 restarting", "shop-web-1 restarting"])
        }
    }

    @Test func aRestartOfWhatHasNoContainerIsAnError() async throws {
        try await running { fixture, session in
            try await session.client.removeContainer("shop-web-1", force: true)
            await #expect(throws: ReconciliationError.noContainer("web")) {
                try await RestartServices(session, services: ["web"]).run()
            }
            try await session.client.removeContainer("shop-db-1", force: true)
            try await RestartServices(session, services: []).run()
            #expect(fixture.events.warnings == ["no container to restart"])
        }
    }

    @Test func aSignalThatNobodySurvivesMayComeTooLate() async throws {
        try await running { fixture, session in
            fixture.store.fail(.killContainer, on: "shop-db-1", with: .conflict("it is not running"))
            try await KillServices(session, services: []).run()
            #expect(fixture.store.running == ["shop-db-1"])
            var options = KillServices.Options()
            options.signal = "SIGHUP"
            fixture.store.fail(.killContainer, on: "shop-db-1", with: .conflict("it is not running"))
            await #expect(throws: ConvergenceError.self) {
                try await KillServices(session, services: [], options: options).run()
            }
        }
    }

    @Test func aNameOfNoProjectIsAnError() async throws {
        let store = ScriptedStore()
        try await ServedEngine.with(store) { engine in
            let events = RecordedEvents()
            let session = Session(of: "shop", client: engine.client, events: events, toolVersion: "test")
            let verbs: [any PlannedOperation] = [
                StartServices(session, services: []), StopServices(session, services: ["web"]),
                RestartServices(session, services: []), KillServices(session, services: []),
            ]
            for verb in verbs {
                await #expect(throws: ReconciliationError.noContainers("shop")) { try await verb.run() }
            }
            // There is nothing to be lost.
            try await RemoveContainers(session, services: [], options: .init(), agreement: .nobody).run()
            #expect(events.warnings == ["no stopped containers"])
        }
        #expect(
            Diagnostic.rendered(ReconciliationError.noContainers("shop").diagnostics, calling: "engarde") == """
                error: no container found for project "shop"

                hint: see which projects have any with 'engarde ls -a' (EG0804)
                """
        )
    }

    @Test func whereNothingRunsAWarningSaysSo() async throws {
        try await running { fixture, session in
            try await KillServices(session, services: []).run()
            try await KillServices(session, services: []).run()
            #expect(fixture.events.warnings == ["no container to kill"])
        }
    }

    @Test(arguments: [true, false]) func somebodyIsAskedBeforeContainersGo(agrees: Bool) async throws {
        try await running { fixture, session in
            try await StopServices(session, services: []).run()
            let person = Person(answering: agrees)
            try await RemoveContainers(session, services: [], options: .init(), agreement: .asked(person)).run()
            #expect(person.asked == ["remove shop-db-1, shop-web-1?"])
            #expect(fixture.store.containerNames.sorted() == (agrees ? [] : ["shop-db-1", "shop-web-1"]))
        }
    }

    @Test func whereNobodyCanBeAskedNothingGoes() async throws {
        try await running { fixture, session in
            try await StopServices(session, services: ["web"]).run()
            let removal = RemoveContainers(session, services: [], options: .init(), agreement: .nobody)
            do {
                try await removal.run()
                Issue.record("it did not fail")
            } catch let error as RemoveContainers.Unanswered {
                #expect(
                    Diagnostic.rendered(error.diagnostics, calling: "engarde") == """
                        error: nobody can be asked whether to remove shop-web-1

                        hint: say so with '-f'
                        """
                )
            }
            #expect(fixture.store.containerNames.sorted() == ["shop-db-1", "shop-web-1"])
        }
    }

    @Test func whatRunsIsOnlyRemovedWhenItIsToBeStopped() async throws {
        try await running { fixture, session in
            try await RemoveContainers(session, services: ["web"], options: .init(), agreement: .given).run()
            #expect(
                fixture.events.warnings == [
                    "no stopped containers (containers that run are stopped and removed with '-s')"
                ]
            )
            var options = RemovalPlanner.Options()
            options.stopsRunning = true
            try await RemoveContainers(session, services: ["web"], options: options, agreement: .given).run()
            #expect(fixture.store.containerNames.sorted() == ["shop-db-1"])
            #expect(fixture.store.calls(.stopContainer) == ["stopContainer shop-web-1"])
        }
    }
}
