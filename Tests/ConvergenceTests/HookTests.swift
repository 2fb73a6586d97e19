import ComposeModel
import Diagnostics
import EngineAPI
import EngineServer
import Reconciliation
import SessionEvents
import TestSupport
import Testing

@testable import Convergence

/// What runs in containers after their start and before their end.
@Suite(.timeLimit(.minutes(5))) struct HookTests {
    private static let text = """
        services:
          web:
            image: web
            network_mode: none
            depends_on: [db]
          db:
            image: db
            network_mode: none
            post_start: [{command: [first]}, {command: [second, argument]}]
            pre_stop: [{command: [farewell]}]
        """

    @Test func theyRunInOrder() async throws {
        let fixture = try ConvergenceFixture(Self.text)
        fixture.store.script("db") { $0.exec = { _ in .exits(0) } }
        #expect(try await fixture.failure() == nil)
        #expect(fixture.store.commands == ["shop-db-1: first", "shop-db-1: second argument"])
        #expect(fixture.store.running.sorted() == ["shop-db-1", "shop-web-1"])
    }

    @Test func whatTheyWriteIsToldOfServicesThatAreWatched() async throws {
        for services: Set<ServiceName> in [["db"], ["web"]] {
            var fixture = try ConvergenceFixture(Self.text)
            fixture.options.hookAudience = HookAudience(project: "shop", services: services)
            fixture.store.script("db") { script in
                script.exec = { request in
                    request.command == ["first"]
                        ? .exits(0, output: "one\ntwo\n", errors: "three") : .exits(0, output: "four")
                }
            }
            #expect(try await fixture.failure() == nil)
            let lines = fixture.events.all.compactMap { event -> String? in
                guard case .logged(let line) = event.action else { return nil }
                return "\(line.source) \(line.stream) \(line.text)"
            }
            let expected = [
                "db-1 -> output one", "db-1 -> output two", "db-1 -> error three", "db-1 -> output four",
            ]
            #expect(lines == (services == ["db"] ? expected : []))
        }
    }

    @Test func aPostStartThatFailsKeepsDependentsFromStarting() async throws {
        let fixture = try ConvergenceFixture(Self.text)
        fixture.store.script("db") { $0.exec = { _ in .exits(3, output: "no such table\n") } }
        try await ServedEngine.with(fixture.store) { engine in
            do {
                try await fixture.converge(engine.client)
                Issue.record("it did not fail")
            } catch let error as ConvergenceError {
                let diagnostic = try #require(error.diagnostics.first)
                #expect(diagnostic.message == "'post_start' failed: db hook exited with status 3: 'first'")
                #expect(
                    diagnostic.notes == [
                        .init(title: "'web' waits for service 'db'"),
                        .init(title: "what it wrote", lines: ["no such table"]),
                    ]
                )
                #expect(error.path == ["services", "db", "post_start"])
            }
            #expect(fixture.store.commands == ["shop-db-1: first"])
            // The next plan begins where this one failed.
            #expect(fixture.store.running == [])
            fixture.store.script("db") { $0.exec = { _ in .exits(0) } }
            #expect(try await fixture.failure(engine.client) == nil)
            #expect(
                fixture.store.commands == [
                    "shop-db-1: first", "shop-db-1: first", "shop-db-1: second argument",
                ]
            )
            #expect(fixture.store.running.sorted() == ["shop-db-1", "shop-web-1"])
        }
    }

    @Test func aPreStopThatFailsIsToldAndKeepsNothingRunning() async throws {
        let before = try ConvergenceFixture(Self.text)
        let after = try ConvergenceFixture(
            Self.text.replacing("    image: db\n", with: "    image: db\n    environment: {A: b}\n"),
            on: before.store
        )
        before.store.script("db") { script in
            script.exec = { $0.command == ["farewell"] ? .exits(1) : .exits(0) }
        }
        try await ServedEngine.with(before.store) { engine in
            try await before.converge(engine.client)
            #expect(
                try await after.failure(engine.client)
                    == "'pre_stop' failed: db hook exited with status 1: 'farewell'"
            )
            #expect(before.store.running.sorted() == ["shop-db-1", "shop-web-1"])
            #expect(try await after.plan(engine.client).isEmpty)
        }
    }

    @Test func whatEndsByItselfMeanwhileRunsNoPreStop() async throws {
        let before = try ConvergenceFixture(Self.text)
        let after = try ConvergenceFixture(
            Self.text.replacing("    image: db\n", with: "    image: db\n    environment: {A: b}\n"),
            on: before.store
        )
        before.store.script("db") { $0.exec = { _ in .exits(0) } }
        try await ServedEngine.with(before.store) { engine in
            try await before.converge(engine.client)
            let plan = try await after.plan(engine.client)
            before.store.exit("shop-db-1", code: 0)
            try await after.executor(engine.client).execute(plan)
            #expect(!before.store.executions.map(\.command).contains(["farewell"]))
            #expect(before.store.running.sorted() == ["shop-db-1", "shop-web-1"])
            #expect(try await after.plan(engine.client).isEmpty)
        }
    }

    @Test func aPreStopThatCannotBeRunInWhatRunsIsAFailure() async throws {
        let before = try ConvergenceFixture(Self.text)
        let after = try ConvergenceFixture(
            Self.text.replacing("    image: db\n", with: "    image: db\n    environment: {A: b}\n"),
            on: before.store
        )
        before.store.script("db") { $0.exec = { _ in .exits(0) } }
        try await ServedEngine.with(before.store) { engine in
            try await before.converge(engine.client)
            before.store.fail(.createExec, with: .conflict("Container shop-db-1 is paused"))
            #expect(try await after.failure(engine.client)?.contains("is paused") == true)
        }
    }
}
