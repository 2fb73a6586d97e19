import ComposeModel
import EngineAPI
import EngineClient
import EngineServer
import Foundation
import Operations
import Reconciliation
import SessionEvents
import Synchronization
import SystemPackage
import TarArchives
import TestSupport
import Testing

/// Looking into containers, pausing them and copying from and to them, without an engine.
@Suite(.timeLimit(.minutes(5))) struct ReachingTests {
    private static let shop = """
        services:
          web: {image: web, network_mode: none, command: [serve, "80"]}
          db: {image: db, network_mode: none}
        """

    /// The project's containers, all running, and a session.
    /// What was shown last.
    private final class Shown: Sendable {
        private let last = Mutex<[String]>([])

        var rows: [String] { last.withLock { $0 } }

        func set(_ rows: [String]) { last.withLock { $0 = rows } }
    }

    private func running(_ body: @Sendable (OperationsFixture, Session) async throws -> Void) async throws {
        let fixture = try OperationsFixture(Self.shop)
        fixture.store.script("web") { $0.files = ["/srv/a.txt": "hello"] }
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            fixture.store.forgetCalls()
            try await body(fixture, fixture.session(engine.client).session)
        }
    }

    @Test func processesAreThoseOfWhatRuns() async throws {
        try await running { fixture, session in
            let rows = try await ListProcesses(session, services: []).run()
            #expect(rows.map(\.service) == ["db", "web"] && rows.map(\.number) == ["1", "1"])
            #expect(rows.last?.processes.processes.map(\.last) == ["serve 80"])
            fixture.store.fail(.processes, on: "shop-web-1", with: .conflict("Container x is not running"))
            #expect(try await ListProcesses(session, services: []).run().map(\.container) == ["shop-db-1"])
            fixture.store.exit("shop-db-1", code: 0)
            #expect(try await ListProcesses(session, services: ["db"]).run() == [])
        }
    }

    @Test func imagesAreThoseOfTheContainers() async throws {
        let fixture = try OperationsFixture(Self.shop)
        fixture.store.addImage("web") { image in
            image.size = 5
            image.os = "linux"
            image.architecture = "arm64"
        }
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let rows = try await ListImages(fixture.session(engine.client).session, services: ["web"]).run()
            #expect(rows.map(\.container) == ["shop-web-1"])
            #expect(rows.first?.repository == "web" && rows.first?.tag == "latest")
            #expect(rows.first?.size == 5 && rows.first?.platform == "linux/arm64")
            let projects = try await ListProjects(engine.client, includesStopped: false).run()
            #expect(projects.map(\.name) == ["shop"] && projects.map(\.status) == ["running(2)"])
        }
    }

    @Test func whatContainersUseIsLookedAtOnce() async throws {
        try await running { fixture, session in
            try fixture.store.setUsage(of: "shop-web-1") { $0.memory.usage = 4_096 }
            let rows = try await Statistics(session, options: .init()).now()
            #expect(rows.map(\.name) == ["shop-db-1", "shop-web-1"])
            #expect(rows.map { $0.figures?.memory } == [0, 4_096])
        }
    }

    @Test func whatContainersUseIsFollowedUntilTheyEnd() async throws {
        try await running { fixture, session in
            var live = session
            live.clock = ContinuousClock()
            let statistics = Statistics(live, options: .init())
            let shown = Shown()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await statistics.follow { rows in
                        shown.set(rows.map { "\($0.name) \($0.figures.map { String($0.memory) } ?? "-")" }.sorted())
                    }
                }
                #expect(try await eventually { shown.rows == ["shop-db-1 0", "shop-web-1 0"] })
                try fixture.store.setUsage(of: "shop-web-1") { $0.memory.usage = 7 }
                #expect(try await eventually { shown.rows == ["shop-db-1 0", "shop-web-1 7"] })
                fixture.store.exit("shop-db-1", code: 0)
                #expect(try await eventually { shown.rows == ["shop-web-1 7"] })
                group.cancelAll()
            }
        }
    }

    @Test func aServiceThatThereIsNotIsPassedOver() async throws {
        try await running { fixture, session in
            try await Pause(session, .pause, of: ["wbe", "db"]).run()
            #expect(fixture.store.calls(.pauseContainer) == ["pauseContainer shop-db-1"])
            #expect(fixture.events.warnings == ["no such service: wbe (did you mean 'web'?)"])
        }
    }

    @Test func aPausedContainerGoesOn() async throws {
        try await running { fixture, session in
            let plan = try await Pause(session, .pause, of: ["web"]).plan()
            #expect(plan.text.hasPrefix("1. pause container shop-web-1"))
            try await Pause(session, .pause, of: ["web"]).run()
            let others = try await Pause(session, .pause, of: []).plan()
            #expect(others.steps.count == 1 && others.text.hasPrefix("1. pause container shop-db-1"))
            #expect(try await session.client.inspectContainer("shop-web-1").state.isPaused)
            try await Pause(session, .unpause, of: []).run()
            #expect(!(try await session.client.inspectContainer("shop-web-1").state.isPaused))
            #expect(
                fixture.store.calls(.pauseContainer, .unpauseContainer)
                    == ["pauseContainer shop-web-1", "unpauseContainer shop-web-1"]
            )
        }
    }

    @Test func anImageIsMadeOfAContainer() async throws {
        try await running { fixture, session in
            var options = CommitOptions()
            options.reference = "shop/db:seeded"
            options.author = "Ann <ann@example.com>"
            options.comment = "with data"
            options.changes = ["ENV A=1", "CMD x"]
            options.pausesContainer = false
            let commit = Commit(session, of: ContainerChoice(of: "db"), options: options)
            #expect(try await commit.preview().text == "commit shop-db-1 as shop/db:seeded")
            #expect(fixture.store.commits == [])
            let image = try await commit.run()
            #expect(fixture.store.commits == [options])
            #expect(try await session.client.inspectImage("shop/db:seeded").id == image)
            #expect(told(fixture) == ["stepBegan shop-db-1", "stepDone shop-db-1"])
        }
    }

    @Test func theFilesOfAContainerAreExported() async throws {
        try await running { fixture, session in
            try await withTemporaryDirectory { root in
                let export = Export(session, of: ContainerChoice(of: "web"))
                #expect(try await export.preview(to: "x.tar").text == "export shop-web-1 to x.tar")
                try await export.run(to: .file("x.tar", relativeTo: root.string))
                let bytes = try Data(contentsOf: URL(filePath: root.appending("x.tar").string))
                let members = try TarDecoder.decode(Array(bytes))
                #expect(members.map(\.entry.path.string) == ["srv", "srv/a.txt"])
                #expect(members.last?.content == Array("hello".utf8))
                let pieces = Mutex<[UInt8]>([])
                try await export.run(to: .pieces { piece in pieces.withLock { $0 += piece } })
                #expect(pieces.withLock(\.self) == Array(bytes))
                #expect(told(fixture) == ["stepBegan shop-web-1", "stepDone shop-web-1"])
            }
        }
    }

    @Test func filesAreCopiedBothWays() async throws {
        try await running { fixture, session in
            try await withTemporaryDirectory { root in
                func copy(_ source: String, _ destination: String) async throws {
                    try await Copy(
                        session,
                        from: CopyEnd(source),
                        to: CopyEnd(destination),
                        options: Copy.Options(workingDirectory: root.string)
                    )
                    .run(Copy.Streams(input: { nil }, output: nil))
                }
                try root.appending("tree/b.txt").write("mine")
                try await copy("tree", "web:/srv")
                #expect(fixture.store.file("/srv/tree/b.txt", in: "shop-web-1") == "mine")
                try await copy("tree/b.txt", "web:/srv/c.txt")
                #expect(fixture.store.file("/srv/c.txt", in: "shop-web-1") == "mine")
                try await copy("web:/srv/a.txt", "out")
                try await copy("web:/srv/.", "all")
                for (path, text) in [("out", "hello"), ("all/a.txt", "hello"), ("all/tree/b.txt", "mine")] {
                    let written = try String(contentsOfFile: root.appending(path).string, encoding: .utf8)
                    #expect(written == text, "\(path)")
                }
                await #expect(throws: CopyFailure.directoryOntoFile("/srv/a.txt")) {
                    try await copy("tree", "web:/srv/a.txt")
                }
                await #expect(throws: EngineError.self) { try await copy("web:/nowhere", "x") }
                #expect(!FileManager.default.fileExists(atPath: root.appending("x").string))
            }
        }
    }

    /// What was told of the steps of one container.
    private func told(_ fixture: OperationsFixture) -> [String] {
        fixture.events.all.compactMap { event in
            switch event.action {
            case .stepBegan(.commitContainer), .stepBegan(.exportContainer): "stepBegan \(event.subject?.name ?? "")"
            case .stepDone(.commitContainer, _), .stepDone(.exportContainer, _):
                "stepDone \(event.subject?.name ?? "")"
            default: nil
            }
        }
    }
}
