import ComposeModel
import EngineAPI
import EngineServer
import Operations
import Reconciliation
import TestSupport
import Testing

/// What an `up` prints and what it does come from one decision.
@Suite(.timeLimit(.minutes(5))) struct UpPreviewTests {
    /// What may have happened since services were brought up.
    enum Event: CaseIterable, Sendable {
        case nothing, firstUp, containerEnded, containerWasRemoved, variableChanged, networkChanged,
            serviceWasAdded, serviceIsGone, newImageIsThere, pulledAlways, twoThings
    }

    private static func project(
        web: String = "",
        networks: String = "",
        without: Set<String> = []
    ) -> String {
        let services = [
            ("web", "{image: web, depends_on: [db], environment: {MODE: '1'}\(web)}"),
            ("db", #"{image: db, volumes: ["data:/data"]}"#), ("job", "{image: job, network_mode: none}"),
        ]
        let lines = services.filter { !without.contains($0.0) }.map { "  \($0.0): \($0.1)" }
        return "services:\n\(lines.joined(separator: "\n"))\nvolumes: {data: {}}\n\(networks)"
    }

    private static func after(_ event: Event) -> String {
        switch event {
        case .variableChanged: project().replacing("MODE: '1'", with: "MODE: '2'")
        case .networkChanged: project(networks: "networks: {default: {labels: {a: b}}}\n")
        case .serviceIsGone: project(without: ["job"])
        case .pulledAlways: project(web: ", pull_policy: always")
        case .twoThings: project(without: ["job"]).replacing("MODE: '1'", with: "MODE: '2'")
        default: project()
        }
    }

    private static func change(_ store: ScriptedStore, _ event: Event) async throws {
        switch event {
        case .containerEnded, .twoThings: store.exit("shop-db-1", code: 3)
        case .containerWasRemoved:
            try await store.removeContainer("shop-web-1", force: true, withAnonymousVolumes: false)
        case .newImageIsThere: store.addImage("web") { $0.id = "sha256:new" }
        default: break
        }
    }

    /// The calls that change something, as the operations of a plan name them.
    private static func done(_ store: ScriptedStore) -> [String] {
        store.calls(
            .createContainer,
            .startContainer,
            .stopContainer,
            .removeContainer,
            .renameContainer,
            .createNetwork,
            .removeNetwork,
            .connect,
            .disconnect,
            .createVolume,
            .removeVolume,
            .pullImage
        )
        .sorted()
    }

    /// The call that carries an operation out; `nil` for what only waits.
    private static func call(_ operation: Operation) -> String? {
        switch operation {
        case .createContainer(let create): "createContainer \(create.name)"
        case .startContainer(let start): "startContainer \(start.name)"
        case .stopContainer(let stop): "stopContainer \(stop.name)"
        case .removeContainer(let remove): "removeContainer \(remove.name)"
        case .renameContainer(let old, _): "renameContainer \(old)"
        case .createNetwork(let request): "createNetwork \(request.name)"
        case .removeNetwork(let name): "removeNetwork \(name)"
        case .connectNetwork(let connect): "connect \(connect.network)"
        case .disconnectNetwork(_, let network): "disconnect \(network)"
        case .createVolume(let request): "createVolume \(request.name)"
        case .removeVolume(let name): "removeVolume \(name)"
        case .pullImage(let pull): "pullImage \(pull.image):latest"
        case .pauseContainer(let target): "pauseContainer \(target.name)"
        case .unpauseContainer(let target): "unpauseContainer \(target.name)"
        case .buildImage, .pushImage, .putFiles, .runPreStart, .runProvider, .prepareModel, .awaitReadiness,
            .removeImage, .killContainer:
            nil
        }
    }

    @Test(arguments: Event.allCases) func whatIsPrintedIsWhatIsDone(event: Event) async throws {
        let store = ScriptedStore(images: ["web", "db", "job"], registry: ["web"])
        try await ServedEngine.with(store) { engine in
            if event != .firstUp {
                let first = event == .serviceWasAdded ? Self.project(without: ["job"]) : Self.project()
                try await OperationsFixture(first, on: store).up(engine.client)
            }
            try await Self.change(store, event)
            let fixture = try OperationsFixture(Self.after(event), on: store)
            var options = fixture.options
            options.reconciliation.orphans = .remove
            store.forgetCalls()
            let preview = try await Up(fixture.session(engine.client), options: options).preview()
            #expect(Self.done(store) == [], "a preview changes nothing")
            // A list is enough to see that nothing is to be done.
            #expect(store.calls(.inspectContainer).isEmpty == (event == .nothing || event == .firstUp))
            let planned = preview.plans.flatMap(\.steps).map(\.operation).compactMap(Self.call).sorted()
            #expect(planned.isEmpty == (event == .nothing), "\(planned)")
            try await fixture.up(engine.client, options: options)
            #expect(Self.done(store) == planned)
            store.forgetCalls()
            options.pulling = .missing
            #expect(try await fixture.up(engine.client, options: options).wasUpToDate)
        }
    }

    @Test func aBuildThatBringsTheSameImageReplacesNothing() async throws {
        let text = "services: {web: {image: web, build: {context: ., dockerfile_inline: FROM scratch}}}\n"
        let store = ScriptedStore(images: ["web"])
        try await ServedEngine.with(store) { engine in
            let fixture = try OperationsFixture(text, on: store)
            try await fixture.up(engine.client)
            var options = fixture.options
            options.pulling = .always
            options.building = .always
            let plans = try await Up(fixture.session(engine.client), options: options).preview().plans
            #expect(plans.first?.text == "1. build image web of service web  # building was asked for")
            #expect(
                plans.last?.steps.first?.cause.hasSuffix("→ the one that is made before, if it differs") ?? false
            )
        }
    }
}
