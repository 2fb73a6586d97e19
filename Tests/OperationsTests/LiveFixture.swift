import ComposeLoader
import ComposeModel
import EngineAPI
import EngineClient
import Foundation
import Operations
import Reconciliation
import SessionEvents
import SystemPackage
import TestSupport
import Testing

/// A project on the disk that is watched, with an engine in memory.
struct LiveFixture: Sendable {
    let root: FilePath
    let store: ScriptedStore
    let events = RecordedEvents()

    /// Watches a project, in a directory of its own, while `body` runs.
    ///
    /// - Parameters:
    ///   - text: the project; `ROOT` is its directory.
    ///   - files: further files.
    ///   - services: that are watched for the first time when this is heard of; `nil` watches nothing.
    static func watching(
        _ text: String,
        files: [String: String],
        reloads: Bool = true,
        watches: Bool = true,
        prepare: @escaping @Sendable (ScriptedStore) -> Void = { _ in },
        _ body: @escaping @Sendable (LiveFixture, EngineClient) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { root in
            let fixture = LiveFixture(root: root, store: ScriptedStore(images: ["web", "db", "cache"]))
            for (path, text) in files { try fixture.write(text, to: path) }
            try fixture.write(text, to: "compose.yaml")
            prepare(fixture.store)
            defer { try? FileManager.default.removeItem(atPath: fixture.folder.path) }
            try await ServedEngine.with(fixture.store) { engine in
                guard watches else { return try await body(fixture, engine.client) }
                var options = WatchRun.Options(fixture.options)
                options.reloads = reloads
                let run = try WatchRun(try fixture.session(engine.client), options: options)
                await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { _ = try await run.run(until: .none) }
                    group.addTask {
                        #expect(try await eventually { fixture.words.contains("watching") })
                        try await body(fixture, engine.client)
                        throw CancellationError()
                    }
                    await #expect(throws: CancellationError.self) { try await group.next() }
                    group.cancelAll()
                }
            }
        }
    }

    /// The folder for what outlives a session.
    var folder: ProjectFolder { ProjectFolder(path: "\(root.string)-state") }

    /// The defaults of `up`.
    var options: Up.Options { Up.Options(reconciliation: ReconciliationOptions(toolVersion: "test", seed: "1")) }

    /// What verbs work with: the project as its files say now.
    func session(_ client: EngineClient) throws -> ProjectSession {
        let loaded = try load(DiskProjectFiles())
        let session = Session(
            of: loaded.project.name,
            loaded: loaded,
            client: client,
            events: events,
            toolVersion: "test",
            folder: folder
        )
        var project = ProjectSession(session, loaded)
        project.reload = ProjectReload { [self] files in try load(files) }
        return project
    }

    private func load(_ files: any ProjectFiles) throws -> LoadedProject {
        try ProjectLoader(files: files).load(LoadRequest(workingDirectory: root.string, projectName: "shop"))
    }

    /// Puts a file in the place of the one that is there, in one moment.
    func write(_ text: String, to path: String) throws {
        let next = FilePath("\(root.string)-next")
        try next.write(text.replacing("ROOT", with: root.string))
        try root.appending(path).removingLastComponent().makeDirectory()
        try next.move(to: root.appending(path))
    }

    /// Waits until a container has a text in a file.
    func arrives(_ text: String, at path: String, in container: String) async throws -> Bool {
        try await eventually { store.file(path, in: container) == text }
    }

    /// What happened, a word or two each.
    var words: [String] {
        events.all.compactMap { event in
            switch event.action {
            case .watchBegan: "watching"
            case .modelReloaded(let paths, let plans): "reloaded \(paths.joined(separator: " ")) \(plans.count)"
            case .modelApplied(let paths, _): "applied \(paths.joined(separator: " "))"
            case .modelRejected(let paths, _): "rejected \(paths.joined(separator: " "))"
            case .modelFailed(let paths, _): "failed \(paths.joined(separator: " "))"
            default: nil
            }
        }
    }
}
