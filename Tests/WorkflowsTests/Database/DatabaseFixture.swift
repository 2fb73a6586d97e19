import ComposeLoader
import ComposeModel
import EngineAPI
import EngineClient
import Operations
import OrderedCollections
import Reconciliation
import SessionEvents
import Synchronization
import TestSupport

@testable import Workflows

/// A project with a database, and an engine in memory.
struct DatabaseFixture: Sendable {
    static let shop = """
        services:
          web: {image: 'web:1', network_mode: none, depends_on: [db]}
          db: {image: 'postgres:15', network_mode: none, volumes: ['data:/var/lib/postgresql/data']}
          other: {image: 'web:1', network_mode: none}
        volumes: {data: {}}
        """

    let loaded: LoadedProject
    let store: ScriptedStore
    let events = RecordedEvents()
    let output = Output()

    /// What commands in containers wrote to their caller.
    final class Output: Sendable {
        let text = Mutex("")
    }

    /// Somebody who answers every question with the same.
    struct Person: Confirmation {
        let agrees: Bool
        let asked = Questions()

        final class Questions: Sendable { let all = Mutex<[String]>([]) }

        func confirm(_ question: String) async -> Bool {
            asked.all.withLock { $0.append(question) }
            return agrees
        }
    }

    init(_ text: String = Self.shop, on store: ScriptedStore? = nil) throws {
        loaded = try .shop(text)
        let images = Set(loaded.project.services.values.map(\.image)).sorted().map { ImageReference($0) }
        self.store = store ?? ScriptedStore(images: images)
    }

    /// The project, with nobody to ask.
    func project(_ client: EngineClient, asking person: Person? = nil) throws -> DatabaseProject {
        var session = Session(
            of: loaded.project.name,
            loaded: loaded,
            client: client,
            events: events,
            toolVersion: "test"
        )
        session.clock = ContinuousClock()
        session.wallClock = WallClock { .seconds(1_700_000_000) }
        let request = SessionRequest(
            "db",
            load: LoadRequest(workingDirectory: "/shop"),
            homeDirectory: "/",
            toolVersion: "test",
            clock: ContinuousClock(),
            wallClock: WallClock { .seconds(1_700_000_000) }
        )
        var context = WorkflowContext(request: request, events: events, interrupts: .none) { [output] _, body in
            let console = Console(input: AsyncStream { $0.finish() }, sizes: AsyncStream { $0.finish() }) { bytes, _ in
                output.text.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
            }
            return try await body(console)
        }
        context.confirmation = person
        return try DatabaseProject(ProjectSession(session, loaded), in: context)
    }

    /// Brings everything up.
    func up(_ client: EngineClient) async throws {
        let options = Up.Options(reconciliation: ReconciliationOptions(toolVersion: "test", seed: "1"))
        _ = try await Up(try project(client).session, options: options).run()
    }

    /// Takes a snapshot whose identifier is known.
    func takeSnapshot(_ name: String, _ identifier: String, _ client: EngineClient) async throws -> OperationEnd {
        let project = try project(client)
        store.script("shop-snapshot-\(identifier)") { $0.main = .exits(0, output: "kib 40\nversion 15\n") }
        let snapshot = try TakeSnapshot(
            project,
            of: try project.database(named: nil),
            name: name,
            isBound: false,
            identifier: identifier
        )
        return try await snapshot.run(in: project.context)
    }
}
