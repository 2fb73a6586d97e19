import EngineAPI
import EngineClient
import EngineServer
import TarArchives
import TestSupport
import Testing

/// The whole way of each call: client, socket, server, backend and back.
@Suite(.timeLimit(.minutes(5))) struct EngineServerTests {
    private typealias Run = @Sendable (EngineClient) async throws -> Void

    private struct Bytes: AsyncSequence, Sendable {
        var pieces: [[UInt8]]
        func makeAsyncIterator() -> Iterator { Iterator(rest: pieces[...]) }
        struct Iterator: AsyncIteratorProtocol {
            var rest: ArraySlice<[UInt8]>
            mutating func next() async throws -> [UInt8]? { rest.popFirst() }
        }
    }

    /// How each call is made, against an engine that has container `box`, network `net`, volume `vol` and image `img`.
    private static func run(_ call: ScriptedStore.Call) -> Run {
        let exec = ExecCreateRequest(command: ["true"])
        return switch call {
        case .information: { _ = try await $0.information() }
        case .events: { _ = try await $0.events() }
        case .diskUsage: { _ = try await $0.diskUsage(of: [.volume]) }
        case .removeBuildCache: { _ = try await $0.removeBuildCache() }
        case .containers: { _ = try await $0.containers() }
        case .inspectContainer: { _ = try await $0.inspectContainer("box") }
        case .createContainer: { _ = try await $0.createContainer(ContainerCreateRequest(image: "img"), name: "new") }
        case .startContainer: { try await $0.startContainer("box") }
        case .stopContainer: { try await $0.stopContainer("box", gracePeriod: .seconds(1)) }
        case .restartContainer: { try await $0.restartContainer("box") }
        case .killContainer: { try await $0.killContainer("box") }
        case .pauseContainer: { try await $0.pauseContainer("box") }
        case .unpauseContainer:
            {
                try await $0.pauseContainer("box")
                try await $0.unpauseContainer("box")
            }
        case .renameContainer: { try await $0.renameContainer("box", to: "crate") }
        case .removeContainer: { try await $0.removeContainer("box", force: true) }
        case .waitForContainer:
            {
                try await $0.stopContainer("box")
                _ = try await $0.waitForContainer("box")
            }
        case .attach:
            { client in
                try await client.withAttachment(to: "box", .init(stdin: false, isTerminal: false)) { $0.close() }
            }
        case .resizeContainer: { try await $0.resizeContainer("box", rows: 2, columns: 3) }
        case .runHealthcheck: { _ = try await $0.runHealthcheck(of: "box") }
        case .logs: { for try await _ in try await $0.logs(of: "box") {} }
        case .processes: { _ = try await $0.processes(of: "box") }
        case .changes: { _ = try await $0.changes(in: "box") }
        case .statistics: { for try await _ in try await $0.statistics(of: "box", once: true) {} }
        case .pathStatus: { _ = try await $0.status(of: "/", in: "box") }
        case .export: { for try await _ in try await $0.export("box") {} }
        case .archive: { for try await _ in try await $0.getArchive(from: "box", at: "/") {} }
        case .putArchive: { try await $0.putArchive(into: "box", at: "/", archive: try TarEncoder.encode([])) }
        case .createExec: { _ = try await $0.createExec(in: "box", exec) }
        case .startExec: { _ = try await $0.execute(exec, in: "box") }
        case .inspectExec: { _ = try await $0.inspectExec(try await $0.createExec(in: "box", exec)) }
        case .resizeExec: { try await $0.resizeExec(try await $0.createExec(in: "box", exec), rows: 2, columns: 3) }
        case .images: { _ = try await $0.images() }
        case .inspectImage: { _ = try await $0.inspectImage("img") }
        case .pullImage: { try await $0.pullImage("registry.example/team/other:1") }
        case .pushImage: { try await $0.pushImage("img") }
        case .importImage:
            { _ = try await $0.importImage(as: "made:1", rootFileSystem: Bytes(pieces: [[1], [2, 3]])) }
        case .commit: { _ = try await $0.commit("box", CommitOptions()) }
        case .tagImage: { try await $0.tagImage("img", as: "team/img:2") }
        case .removeImage: { try await $0.removeImage("img", force: true) }
        case .build:
            { _ = try await $0.build(BuildOptions(tags: ["built"]), context: Bytes(pieces: [[1], [2, 3]])) }
        case .networks: { _ = try await $0.networks() }
        case .inspectNetwork: { _ = try await $0.inspectNetwork("net") }
        case .createNetwork: { _ = try await $0.createNetwork(NetworkCreateRequest(name: "other")) }
        case .connect: { try await $0.connect("box", to: "net") }
        case .disconnect: { try await $0.disconnect("box", from: "net") }
        case .removeNetwork: { try await $0.removeNetwork("net") }
        case .volumes: { _ = try await $0.volumes() }
        case .inspectVolume: { _ = try await $0.inspectVolume("vol") }
        case .createVolume: { _ = try await $0.createVolume(VolumeCreateRequest(name: "other")) }
        case .removeVolume: { try await $0.removeVolume("vol") }
        }
    }

    /// An engine with one object of each kind.
    private static func furnished(_ client: EngineClient) async throws {
        var box = ContainerCreateRequest(image: "img")
        box.config.healthcheck = Healthcheck(test: ["CMD", "true"])
        _ = try await client.createContainer(box, name: "box")
        try await client.startContainer("box")
        _ = try await client.createNetwork(NetworkCreateRequest(name: "net"))
        _ = try await client.createVolume(VolumeCreateRequest(name: "vol"))
    }

    /// An engine that has a call.
    private static func store(with call: ScriptedStore.Call) -> ScriptedStore {
        ScriptedStore(
            images: ["img"],
            registry: ["registry.example/team/other:1"],
            as: call == .runHealthcheck ? .podman : .docker(.oldestSpoken)
        )
    }

    @Test(arguments: ScriptedStore.Call.allCases) func reaches(_ call: ScriptedStore.Call) async throws {
        let store = Self.store(with: call)
        try await ServedEngine.with(store) { engine in
            try await Self.furnished(engine.client)
            store.forgetCalls()
            try await Self.run(call)(engine.client)
            #expect(store.calls.contains { $0.call == call })
        }
    }

    @Test(arguments: ScriptedStore.Call.allCases) func fails(_ call: ScriptedStore.Call) async throws {
        let store = Self.store(with: call)
        try await ServedEngine.with(store) { engine in
            try await Self.furnished(engine.client)
            store.fail(call, with: .system("it is broken"))
            let error = await #expect(throws: EngineError.self) { try await Self.run(call)(engine.client) }
            // The answer to HEAD has no place for words.
            #expect(call == .pathStatus || error.map { "\($0)" }?.contains("it is broken") ?? false)
        }
    }

    @Test func whatIsSentArrives() async throws {
        let store = ScriptedStore(images: ["img"])
        try await ServedEngine.with(store) { engine in
            var definition = ContainerCreateRequest(image: "img")
            definition.config.labels = ["a": "b=c"]
            definition.config.env = ["PATH=/bin", "EMPTY="]
            definition.hostConfig.portBindings = [ContainerPort(80): [PortBinding(hostPort: "8080")]]
            let id = try await engine.client.createContainer(definition, name: "box").id
            let inspection = try await engine.client.inspectContainer("box")
            #expect(inspection.id == id)
            #expect(inspection.config.labels == ["a": "b=c"])
            #expect(inspection.config.env == ["PATH=/bin", "EMPTY="])
            #expect(inspection.hostConfig.portBindings == definition.hostConfig.portBindings)
            #expect(try await engine.client.containers(all: true, filters: .label("a", "b=c")).map(\.name) == ["box"])
            #expect(try await engine.client.containers(all: true, filters: .label("a", "x")) == [])
            #expect(try await engine.client.containers(all: false) == [])
        }
    }

    @Test func aContainersLifeIsTold() async throws {
        let store = ScriptedStore(images: ["img"])
        try await ServedEngine.with(store) { engine in
            let events = try await engine.client.events(filters: ["type": ["container"]])
            _ = try await engine.client.createContainer(ContainerCreateRequest(image: "img"), name: "box")
            try await engine.client.startContainer("box")
            try await engine.client.startContainer("box")
            store.exit("box", code: 3)
            try await engine.client.removeContainer("box")
            var told: [String] = []
            for try await event in events {
                told.append(event.exitCode.map { "\(event.action) \($0)" } ?? "\(event.action)")
                if event.action == .destroy { break }
            }
            #expect(told == ["create", "start", "die 3", "destroy"])
        }
        #expect(try await eventually { store.listenerCount == 0 })
    }

    @Test(arguments: [false, true]) func aProcessWritesAndEnds(hasTerminal: Bool) async throws {
        let store = ScriptedStore(images: ["img"])
        store.script("box") { $0.exec = { .exits(7, output: $0.command.joined(separator: " ")) } }
        try await ServedEngine.with(store) { engine in
            try await Self.furnished(engine.client)
            let definition = ExecCreateRequest(command: ["say", "hello"], tty: hasTerminal)
            let outcome = try await engine.client.execute(definition, in: "box", input: Array("ignored".utf8))
            #expect(outcome.exitCode == 7)
            #expect(String(decoding: outcome.stdout, as: UTF8.self) == "say hello")
        }
    }

    @Test func aCallOfAClientThatGoesAwayIsCancelled() async throws {
        let store = ScriptedStore(images: ["img"])
        store.script("box") { $0.exec = { _ in .hangs } }
        try await ServedEngine.with(store) { engine in
            try await Self.furnished(engine.client)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { _ = try? await engine.client.execute(ExecCreateRequest(command: ["x"]), in: "box") }
                _ = try? await eventually { store.hangingProcesses == 1 }
                group.cancelAll()
            }
            #expect(try await eventually { store.hangingProcesses == 0 })
            await #expect(throws: CancellationError.self) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { for try await _ in try await engine.client.events() {} }
                    _ = try await eventually { store.listenerCount == 1 }
                    group.cancelAll()
                    try await group.waitForAll()
                }
            }
            #expect(try await eventually { store.listenerCount == 0 })
        }
    }

    @Test func aBuildMayComeFromASession() async throws {
        let store = ScriptedStore()
        try await ServedEngine.with(store) { engine in
            var options = BuildOptions(tags: ["built"])
            options.remote = BuildOptions.sessionContext
            options.session = "s"
            let request = options
            try await engine.client.withSession("s", sharedKey: "k", methods: []) { _ in
                _ = try await engine.client.build(request)
            }
            #expect(store.imageNames == ["built:latest"])
        }
    }

    @Test func anEngineThatIsLostComesBackWithWhatItHad() async throws {
        let store = ScriptedStore(images: ["img"])
        try await ServedEngine.with(store) { engine in
            try await Self.furnished(engine.client)
            try await engine.lose()
            let error = await #expect(throws: EngineError.self) { try await engine.client.containers() }
            #expect(error?.isLossOfEngine ?? false)
            try await engine.comeBack()
            #expect(try await engine.client.containers().map(\.name) == ["box"])
        }
    }

    @Test func clientsThatComeWhileItEndsAreTurnedAway() async throws {
        try await ServedEngine.with(ScriptedStore()) { engine in
            for _ in 0..<50 {
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<8 { group.addTask { _ = try? await engine.client.information() } }
                    group.addTask { try? await engine.lose() }
                }
                try await engine.comeBack()
            }
            _ = try await engine.client.information()
        }
    }

    @Test func whatItDoesNotKnowIsNotFound() async throws {
        try await ServedEngine.with(ScriptedStore()) { engine in
            let error = await #expect(throws: EngineError.self) { try await engine.client.startContainer("a/b") }
            #expect(error.map { "\($0)" } == "container 'a/b' does not exist: page not found")
        }
    }
}
