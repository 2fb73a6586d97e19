import ComposeLoader
import ComposeModel
import EngineAPI
import EngineClient
import Operations
import OrderedCollections
import Reconciliation
import SessionEvents
import TestSupport

/// A project, and an engine in memory that nothing has been brought up at.
struct OperationsFixture: Sendable {
    let loaded: LoadedProject
    let store: ScriptedStore
    let clock = TestClock()
    let events = RecordedEvents()

    /// Loads the text as the project `shop`.
    ///
    /// - Parameters:
    ///   - store: an engine that has something already; `nil` is a new one.
    ///   - images: the images that it has; `nil` is all that the project runs.
    ///   - registry: the images that can be pulled.
    init(
        _ text: String,
        on store: ScriptedStore? = nil,
        images: [ImageReference]? = nil,
        registry: [ImageReference] = []
    ) throws {
        loaded = try .shop(text)
        let needed = loaded.project.services.values.map { ImageReference($0.image) }
        self.store = store ?? ScriptedStore(images: images ?? needed, registry: registry)
    }

    /// What verbs work with.
    func session(_ client: EngineClient) -> ProjectSession {
        var session = Session(
            of: loaded.project.name,
            loaded: loaded,
            client: client,
            events: events,
            toolVersion: "test"
        )
        session.clock = clock
        session.wallClock = WallClock { .seconds(1_700_000_000) }
        return ProjectSession(session, loaded)
    }

    /// The defaults of `up`.
    var options: Up.Options { Up.Options(reconciliation: ReconciliationOptions(toolVersion: "test", seed: "1")) }

    /// Brings everything up.
    @discardableResult
    func up(_ client: EngineClient, options: Up.Options? = nil) async throws -> Up.Result {
        try await Up(session(client), options: options ?? self.options).run()
    }

    /// Takes everything down.
    func down(_ client: EngineClient, _ change: (inout TeardownOptions) -> Void = { _ in }) async throws {
        var options = TeardownOptions()
        change(&options)
        try await Down(session(client).session, options: options).run()
    }

    /// Takes everything down without files, by what the engine holds.
    func downWithoutFiles(
        _ client: EngineClient,
        _ change: (inout TeardownOptions) -> Void = { _ in }
    ) async throws {
        var options = TeardownOptions()
        change(&options)
        var session = Session(of: loaded.project.name, client: client, events: events, toolVersion: "test")
        session.clock = clock
        try await Down(session, options: options).run()
    }
}
