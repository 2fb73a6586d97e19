import ComposeLoader
import ComposeModel
import EngineAPI
import EngineClient
import Operations
import OrderedCollections
import Reconciliation
import SessionEvents
import TestSupport

@testable import Workflows

/// A project at an engine in memory, and what workflows about its upkeep work with.
struct UpkeepFixture: Sendable {
    let loaded: LoadedProject
    let store: ScriptedStore
    let events = RecordedEvents()
    private let clock = ContinuousClock()

    /// Loads the text as the project `shop`.
    ///
    /// - Parameter store: an engine that has something already; `nil` is a new one with all images that the project runs.
    init(_ text: String, on store: ScriptedStore? = nil) throws {
        loaded = try .shop(text)
        let images = loaded.project.services.values.filter { $0.build == nil }.map { ImageReference($0.image) }
        self.store = store ?? ScriptedStore(images: images, registry: images)
    }

    /// The project in a session.
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

    /// What workflows work with; nobody asks to stop, and nobody is asked.
    var context: WorkflowContext {
        let request = SessionRequest(
            "upkeep",
            load: LoadRequest(workingDirectory: "/shop", projectName: "shop"),
            homeDirectory: "/",
            toolVersion: "test",
            clock: clock,
            wallClock: WallClock { .seconds(1_700_000_000) }
        )
        return WorkflowContext(request: request, events: events, interrupts: .none) { _, _ in 0 }
    }

    /// Brings everything up.
    func up(_ client: EngineClient) async throws {
        let options = Up.Options(reconciliation: ReconciliationOptions(toolVersion: "test", seed: "1"))
        _ = try await Up(session(client), options: options).run()
    }

    /// The command lines of the steps that were taken.
    var taken: [StepCommand] {
        events.all.compactMap { event -> StepCommand? in
            guard case .workflowStepBegan(_, let command, _) = event.action else { return nil }
            return command
        }
    }
}
