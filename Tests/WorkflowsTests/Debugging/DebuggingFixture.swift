import ComposeLoader
import ComposeModel
import Foundation
import Operations
import SessionEvents
import TestSupport
import Workflows

/// A project in a directory of its own, and an engine in memory.
struct DebuggingFixture: Sendable {
    let directory: String
    let loaded: LoadedProject
    let store: ScriptedStore
    let client: ServedEngine
    let events = RecordedEvents()

    /// Loads the text as the project `shop`, and runs a body with it.
    static func run(
        _ text: String,
        on store: ScriptedStore,
        _ body: @escaping @Sendable (DebuggingFixture) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appendingPathComponent("engarde-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let directory = folder.path
        let files = InMemoryProjectFiles(["\(directory)/compose.yaml": text])
        let request = LoadRequest(workingDirectory: directory, projectName: "shop")
        let loaded = try ProjectLoader(files: files).load(request)
        try await ServedEngine.with(store) { engine in
            try await body(DebuggingFixture(directory: directory, loaded: loaded, store: store, client: engine))
        }
    }

    /// What verbs work with.
    var session: ProjectSession {
        var session = Session(
            of: loaded.project.name,
            loaded: loaded,
            client: client.client,
            events: events,
            toolVersion: "test"
        )
        session.wallClock = wallClock
        return ProjectSession(session, loaded)
    }

    /// What workflows work with.
    func context(_ interrupts: Interrupts = .none) -> WorkflowContext {
        let request = SessionRequest(
            "test",
            load: LoadRequest(workingDirectory: directory, projectName: "shop"),
            homeDirectory: directory,
            toolVersion: "test",
            clock: ContinuousClock(),
            wallClock: wallClock
        )
        return WorkflowContext(request: request, events: events, interrupts: interrupts) { _, body in
            try await body(Self.console)
        }
    }

    private static var console: Console {
        let input = AsyncStream<[UInt8]> { $0.finish() }
        let sizes = AsyncStream<TerminalSize> { $0.finish() }
        return Console(input: input, sizes: sizes) { _, _ in }
    }

    private var wallClock: WallClock { WallClock { .seconds(1_700_000_000) } }

    /// The text of a file of the project's directory; `nil` where there is none.
    func file(_ path: String) -> String? { try? String(contentsOfFile: "\(directory)/\(path)", encoding: .utf8) }

    /// Writes a file of the project's directory.
    func write(_ text: String, to path: String) throws {
        let file = URL(fileURLWithPath: "\(directory)/\(path)")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }
}
