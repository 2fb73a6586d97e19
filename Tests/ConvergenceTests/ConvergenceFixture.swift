import ComposeLoader
import ComposeModel
import EngineAPI
import EngineClient
import OrderedCollections
import Reconciliation
import SessionEvents
import TestSupport

@testable import Convergence

/// A project, an engine in memory that has its images, and a clock that stands still.
struct ConvergenceFixture: Sendable {
    let project: Project
    let store: ScriptedStore
    let clock = TestClock()
    let events = RecordedEvents()
    var options = PlanExecutor.Options()
    var reconciliation = ReconciliationOptions(toolVersion: "test", seed: "1")
    var preparation: (any ContainerPreparation)?

    /// Loads the text as the project `shop`.
    ///
    /// - Parameter store: an engine that has something already; `nil` is a new one.
    init(_ text: String, on store: ScriptedStore? = nil) throws {
        let loaded = try LoadedProject.shop(text)
        project = loaded.project
        reconciliation.configurations = loaded.configurationTexts()
        self.store = store ?? ScriptedStore()
        for service in project.services.values { self.store.addImage(ImageReference(service.image)) }
    }

    /// The plan for what the engine has now.
    func plan(_ client: EngineClient) async throws -> Plan {
        let images = project.services.values.map(\.image)
        let observed = try await collector(client).observe(project.name, images: images)
        return try Reconciler(project, observed: observed, options: reconciliation).reconcile().plan
    }

    /// What looks at the engine, on the 14th of November 2023.
    func collector(_ client: EngineClient) -> StateCollector {
        StateCollector(client: client, wallClock: WallClock { .seconds(1_700_000_000) })
    }

    /// An executor of plans.
    func executor(_ client: EngineClient) -> PlanExecutor {
        PlanExecutor(
            client: client,
            events: events,
            options: options,
            preparation: preparation,
            clock: clock
        )
    }

    /// Plans and carries out.
    func converge(_ client: EngineClient) async throws {
        try await executor(client).execute(try await plan(client))
    }

    /// Plans and carries out against the engine; gives what failed, a line each, ordered; `nil` when all went well.
    func failure() async throws -> String? {
        try await ServedEngine.with(store) { engine in try await failure(engine.client) }
    }

    /// Plans and carries out; gives what failed, a line each, ordered; `nil` when all went well.
    func failure(_ client: EngineClient) async throws -> String? {
        do {
            try await converge(client)
            return nil
        } catch let error as ConvergenceError {
            return error.each.map { "\($0)" }.sorted().joined(separator: "\n")
        }
    }
}
