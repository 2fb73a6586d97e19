import ComposeModel
import Convergence
import Diagnostics
import EngineAPI
import EngineClient
import EngineServer
import Foundation
import Operations
import SessionEvents
import TestSupport
import Testing

/// `watch` from its beginning, with real files and without an engine.
///
/// The containers have no shell: files go through the engine's archive endpoint.
@Suite(.timeLimit(.minutes(5))) struct WatchTests {
    /// A tree of files that is watched.
    private struct Tree: Sendable {
        let root = "/tmp/engarde-watch-\(UInt64.random(in: 0...UInt64.max))"

        func write(_ text: String, to path: String) throws {
            let file = URL(filePath: "\(root)/\(path)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }

        /// Puts a file in the place of another one, in one moment.
        func replace(_ path: String, with text: String) throws {
            let next = "\(root)-next"
            try Data(text.utf8).write(to: URL(filePath: next))
            guard rename(next, "\(root)/\(path)") == 0 else { throw CocoaError(.fileWriteUnknown) }
        }

        func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: "\(root)/\(path)") }
    }

    /// Watches a project from its start on, while `body` changes files.
    ///
    /// - Parameter text: the project; `ROOT` is the tree's.
    private func watching(
        _ text: String,
        files: [String: String],
        prepare: @Sendable (ScriptedStore) -> Void = { _ in },
        _ body: @escaping @Sendable (Tree, OperationsFixture, ServedEngine) async throws -> Void
    ) async throws {
        let tree = Tree()
        for (path, text) in files { try tree.write(text, to: path) }
        defer { try? FileManager.default.removeItem(atPath: tree.root) }
        let fixture = try OperationsFixture(text.replacing("ROOT", with: tree.root))
        prepare(fixture.store)
        try await ServedEngine.with(fixture.store) { engine in
            let run = try WatchRun(fixture.session(engine.client), options: WatchRun.Options(fixture.options))
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await run.run(until: .none) }
                group.addTask {
                    #expect(try await eventually { fixture.events.watched.contains("watching web") })
                    try await body(tree, fixture, engine)
                    throw CancellationError()
                }
                // Whichever ends first: a watch that ends by itself is a failure.
                await #expect(throws: CancellationError.self) { try await group.next() }
                group.cancelAll()
            }
        }
    }

    /// Returns when the container that was brought up has been compared with the tree: a container without a shell cannot
    /// say what differs, so that what its rules ask for is done for later edits only.
    private func untilCompared(_ fixture: OperationsFixture) async throws {
        #expect(try await eventually { fixture.events.watched.count { $0 == "initial sync web" } == 2 })
    }

    private static let shop = """
        services:
          web:
            image: web
            network_mode: none
            develop: {watch: [{action: sync, path: ROOT/src, target: /app}]}
        """

    private func arrives(_ text: String?, at path: String, in container: String, _ store: ScriptedStore) async throws
        -> Bool
    {
        try await eventually { store.file(path, in: container) == text }
    }

    @Test func theContainerStartsWithTheTreeAndGetsEachChange() async throws {
        try await watching(Self.shop, files: ["src/a": "new", "src/sub/b": "b"]) { store in
            store.script("web") { script in
                script.files = ["/app/a": "old", "/app/of/the/image": "kept"]
                script.exec = { [weak store] request in
                    guard request.command.starts(with: ["rm", "-rf", "--"]) else { return .cannotRun }
                    store?.removeFiles(Array(request.command.dropFirst(3)), in: "shop-web-1")
                    return .exits(0)
                }
            }
        } _: { tree, fixture, _ in
            let store = fixture.store
            // It came before the start.
            let calls = store.calls.map(\.description)
            let copied = try #require(calls.firstIndex(of: "putArchive shop-web-1"))
            let started = try #require(calls.firstIndex(of: "startContainer shop-web-1"))
            #expect(copied < started)
            #expect(store.file("/app/a", in: "shop-web-1") == "new")
            #expect(store.file("/app/sub/b", in: "shop-web-1") == "b")
            try tree.write("newer", to: "src/a")
            #expect(try await arrives("newer", at: "/app/a", in: "shop-web-1", store))
            try tree.write("c", to: "src/deep/er/c")
            #expect(try await arrives("c", at: "/app/deep/er/c", in: "shop-web-1", store))
            try tree.remove("src/sub/b")
            #expect(try await arrives(nil, at: "/app/sub/b", in: "shop-web-1", store))
            #expect(store.file("/app/of/the/image", in: "shop-web-1") == "kept")
            #expect(store.starts(of: "shop-web-1") == 1)
            #expect(fixture.events.watched.filter { $0.hasPrefix("failed") } == [])
        }
    }

    @Test func aLostEngineIsSaidAndWhatChangedMeanwhileArrives() async throws {
        try await watching(Self.shop, files: ["src/a": "1"]) { tree, fixture, engine in
            let store = fixture.store
            #expect(try await arrives("1", at: "/app/a", in: "shop-web-1", store))
            try await engine.lose()
            #expect(try await eventually { fixture.events.watched.contains { $0.hasPrefix("lost") } })
            try tree.write("22", to: "src/a")
            try tree.write("b", to: "src/b")
            try await engine.comeBack()
            #expect(try await arrives("22", at: "/app/a", in: "shop-web-1", store))
            #expect(try await arrives("b", at: "/app/b", in: "shop-web-1", store))
            let interruptions = fixture.events.watched.filter { $0.hasPrefix("lost") || $0 == "back" }
            #expect(interruptions.map { $0.prefix(4) } == ["lost", "back"])
            try tree.write("333", to: "src/a")
            #expect(try await arrives("333", at: "/app/a", in: "shop-web-1", store))
        }
    }

    @Test func aContainerThatTakesAnothersPlaceGetsTheTree() async throws {
        try await watching(Self.shop, files: ["src/a": "1"]) { tree, fixture, engine in
            let store = fixture.store
            #expect(try await arrives("1", at: "/app/a", in: "shop-web-1", store))
            // As another tool does it.
            let old = try await engine.client.inspectContainer("shop-web-1")
            try await engine.client.removeContainer("shop-web-1", force: true)
            try tree.write("22", to: "src/a")
            var definition = ContainerCreateRequest(image: "web")
            definition.config = old.config
            definition.hostConfig = old.hostConfig
            let new = try await engine.client.createContainer(definition, name: "shop-web-1").id
            #expect(new != old.id)
            try await engine.client.startContainer("shop-web-1")
            #expect(try await arrives("22", at: "/app/a", in: "shop-web-1", store))
            try tree.write("333", to: "src/a")
            #expect(try await arrives("333", at: "/app/a", in: "shop-web-1", store))
            #expect(fixture.events.watched.filter { $0.hasPrefix("failed") } == [])
        }
    }

    @Test func theOneInTheBackgroundEndsWithTheLastContainer() async throws {
        let tree = Tree()
        try tree.write("1", to: "src/a")
        defer { try? FileManager.default.removeItem(atPath: tree.root) }
        let fixture = try OperationsFixture(Self.shop.replacing("ROOT", with: tree.root))
        try await ServedEngine.with(fixture.store) { engine in
            try await fixture.up(engine.client)
            let run = try WatchRun(fixture.session(engine.client), options: WatchRun.Options(fixture.options))
            async let end: Void = run.runInBackground(until: .none)
            #expect(try await arrives("1", at: "/app/a", in: "shop-web-1", fixture.store))
            // It listens for what becomes of all containers, and for those that are watched.
            #expect(try await eventually { fixture.store.listenerCount == 2 })
            try await engine.client.removeContainer("shop-web-1", force: true)
            try await end
        }
        #expect(fixture.events.watched.last == "ended: lastContainerGone")
        #expect(fixture.store.containerNames == [])
    }

    @Test func aServiceIsRestartedBehindItsFiles() async throws {
        let text = Self.shop.replacing("action: sync", with: "action: sync+restart")
        try await watching(text, files: ["src/a": "1"]) { tree, fixture, _ in
            let store = fixture.store
            try await untilCompared(fixture)
            let before = store.starts(of: "shop-web-1")
            try tree.write("22", to: "src/a")
            #expect(try await eventually { store.starts(of: "shop-web-1") > before })
            #expect(store.file("/app/a", in: "shop-web-1") == "22")
            #expect(try await eventually { fixture.events.watched.contains("sync+restart web") })
        }
    }

    @Test func aCommandRunsBehindItsFiles() async throws {
        let text = Self.shop.replacing(
            "{action: sync,",
            with: "{action: sync+exec, exec: {command: [reload, now], user: app},"
        )
        try await watching(text, files: ["src/a": "1"]) { store in
            store.script("web") { script in
                script.exec = { $0.command == ["reload", "now"] ? .exits(0, output: "reloaded\n") : .cannotRun }
            }
        } _: { tree, fixture, _ in
            let store = fixture.store
            try await untilCompared(fixture)
            try tree.write("22", to: "src/a")
            #expect(try await eventually { store.commands.contains("shop-web-1: reload now") })
            #expect(store.file("/app/a", in: "shop-web-1") == "22")
            let request = store.executions.first { $0.command == ["reload", "now"] }
            #expect(request?.user == "app")
        }
    }

    @Test func anImageIsBuiltAnewAndTheContainerReplaced() async throws {
        let text = """
            services:
              web:
                image: web
                build: ROOT/context
                network_mode: none
                develop: {watch: [{action: rebuild, path: ROOT/context/version}]}
            """
        let files = ["context/Dockerfile": "FROM scratch\n", "context/version": "1"]
        try await watching(text, files: files) { tree, fixture, _ in
            let store = fixture.store
            let before = try #require(store.identifier(of: "shop-web-1"))
            let builds = store.calls(.build).count
            // Between emptying and writing a file any time may pass, and each is a change.
            try tree.replace("context/version", with: "22")
            #expect(try await eventually { fixture.events.watched.contains("rebuild web") })
            #expect(store.calls(.build).count == builds + 1)
            #expect(store.identifier(of: "shop-web-1") != before)
            #expect(store.running == ["shop-web-1"])
        }
    }
}

extension RecordedEvents {
    /// What the development loop did, a text each.
    var watched: [String] {
        all.compactMap { event in
            let subject = event.subject?.name ?? ""
            return switch event.action {
            case .watchBegan(let services, _): "watching \(services.joined(separator: " "))"
            case .watchEnded(let reason): "ended: \(reason.rawValue)"
            case .applied(let change): "\(change.action.rawValue) \(subject)"
            case .applyFailed(_, let diagnostic, _): "failed \(subject): \(diagnostic.message)"
            case .engineLost(let diagnostic): "lost: \(diagnostic.message)"
            case .engineBack: "back"
            default: nil
            }
        }
    }
}
