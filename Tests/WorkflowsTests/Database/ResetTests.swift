import ComposeLoader
import ComposeModel
import EngineAPI
import EngineServer
import Operations
import SessionEvents
import Synchronization
import TestSupport
import Testing

@testable import Workflows

/// A fresh start of a database, and commands of tools, at an engine in memory.
@Suite(.timeLimit(.minutes(5))) struct ResetTests {
    @Test func whatRanBeforeRunsAgain() async throws {
        let fixture = try DatabaseFixture()
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let before = fixture.store.identifier(of: "shop-db-1")
            fixture.store.forgetCalls()
            let person = DatabaseFixture.Person(agrees: true)
            let project = try fixture.project(engine.client, asking: person)
            let reset = try ResetDatabase(project, of: try project.database(named: nil), options: .init())
            #expect(try await reset.run(in: project.context) == .done)
            #expect(person.asked.all.withLock(\.self) == ["remove all data of database 'db' ('shop_data')?"])
            #expect(
                fixture.store.calls(.stopContainer, .removeVolume)
                    == ["stopContainer shop-web-1", "stopContainer shop-db-1", "removeVolume shop_data"]
            )
            #expect(fixture.store.identifier(of: "shop-db-1") != before)
            #expect(Set(fixture.store.running) == ["shop-web-1", "shop-db-1", "shop-other-1"])
        }
    }

    @Test func nothingIsLostWhereNobodyCanBeAsked() async throws {
        let fixture = try DatabaseFixture()
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let project = try fixture.project(engine.client)
            let reset = try ResetDatabase(project, of: try project.database(named: nil), options: .init())
            let expected = DatabaseError.unconfirmed(loss: "the data of 'db' ('shop_data') may be removed")
            await #expect(throws: expected) { _ = try await reset.run(in: project.context) }
            #expect(fixture.store.calls(.stopContainer, .removeVolume) == [])
        }
    }

    @Test func dataOfThisMachineIsLeftAlone() async throws {
        let text =
            "services: {db: {image: 'postgres:15', network_mode: none, volumes: ['/srv/d:/var/lib/postgresql/data']}}"
        let fixture = try DatabaseFixture(text)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let project = try fixture.project(engine.client)
            let reset = try ResetDatabase(project, of: try project.database(named: nil), options: .init())
            await #expect(throws: DatabaseError.self) { _ = try await reset.run(in: project.context) }
            #expect(fixture.store.calls(.stopContainer, .removeVolume) == [])
        }
    }

    private static let migrating =
        DatabaseFixture.shop + "\nx-engarde: {db: {service: web, tool: alembic}}\n"

    @Test func migrationsRunInTheRunningContainer() async throws {
        let fixture = try DatabaseFixture(Self.migrating)
        fixture.store.script("web") { $0.exec = { _ in .exits(3, output: "done\n") } }
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let project = try fixture.project(engine.client)
            let run = try RunMigrations(project, .migrate(to: nil))
            #expect(try await run.run(in: project.context) == .exited(code: 3))
            #expect(fixture.store.commands == ["shop-web-1: alembic upgrade head"])
            #expect(fixture.output.text.withLock(\.self) == "done\n")
        }
    }

    @Test func aToolThatIsNotThereIsSaid() async throws {
        let fixture = try DatabaseFixture(Self.migrating)
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let project = try fixture.project(engine.client)
            let run = try RunMigrations(project, .history)
            let expected = DatabaseError.toolMissing(tool: "Alembic", program: "alembic", service: "web")
            await #expect(throws: expected) { _ = try await run.run(in: project.context) }
        }
    }

    @Test func withoutContainerOneIsMadeForTheCommand() async throws {
        let fixture = try DatabaseFixture(Self.migrating)
        try await ServedEngine.with(fixture.store) { engine in
            let project = try fixture.project(engine.client)
            let run = try RunMigrations(project, .migrate(to: "7"))
            let steps = try await run.steps()
            #expect(steps.map(\.purpose) == ["Alembic runs the migrations; no container of 'web' runs"])
            #expect(steps.map(\.command) == [.own(arguments: ["run", "--rm", "web", "alembic", "upgrade", "7"])])
        }
    }

    @Test func dependentsAreFoundTransitively() throws {
        let text = """
            services: {a: {image: a, depends_on: [b]}, b: {image: b, depends_on: [db]}, c: {image: c}, db: {image: postgres}}
            """
        let fixture = try DatabaseFixture(text)
        #expect(ResetDatabase.dependents(of: "db", in: fixture.loaded.project) == ["a", "b"])
    }
}
