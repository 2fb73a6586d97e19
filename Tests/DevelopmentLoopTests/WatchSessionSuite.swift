import ComposeModel
import Convergence
import Diagnostics
import EngineAPI
import EngineClient
import Foundation
import IgnoreRules
import SessionEvents
import Synchronization
import SystemPackage
import TarArchives
import TestSupport
import Testing

@testable import DevelopmentLoop

/// Rebuilds and restarts as a test wants them.
final class TestOperations: ServiceOperations {
    private let counts = Mutex<(rebuilds: [ServiceName], restarts: [ServiceName])>(([], []))
    private let onRebuild: @Sendable (ServiceName) async throws -> Void
    private let onRestart: @Sendable (ServiceName) async throws -> Void

    init(
        onRebuild: @escaping @Sendable (ServiceName) async throws -> Void = { _ in },
        onRestart: @escaping @Sendable (ServiceName) async throws -> Void = { _ in }
    ) {
        self.onRebuild = onRebuild
        self.onRestart = onRestart
    }

    var rebuilds: [ServiceName] { counts.withLock { $0.rebuilds } }
    var restarts: [ServiceName] { counts.withLock { $0.restarts } }

    func rebuild(_ service: ServiceName) async throws {
        counts.withLock { $0.rebuilds.append(service) }
        try await onRebuild(service)
    }

    func run(
        _ hook: LifecycleHook,
        in container: ContainerID,
        writingTo output: @escaping @Sendable (_ bytes: [UInt8], _ stream: LogFrame.Stream) -> Void
    ) async throws -> Int {
        try await HookRunner(client: TestEngine.client).run(hook, in: container, writingTo: output).exitCode
    }

    func restart(_ service: ServiceName) async throws {
        counts.withLock { $0.restarts.append(service) }
        try await onRestart(service)
    }
}

/// What suites need that run a session against a real engine.
protocol WatchSessionSuite {}

extension WatchSessionSuite {
    /// Runs a session beside a closure.
    func withSession<R>(
        project: String,
        _ services: [WatchedService],
        root: FilePath,
        operations: some ServiceOperations = TestOperations(),
        engine: EngineClient = TestEngine.client,
        limits: SyncLimits = SyncLimits(),
        _ body: (RecordedEvents) async throws -> R
    ) async throws -> R {
        let events = RecordedEvents()
        let session = WatchSession(
            project: ProjectName(project),
            projectDirectory: root,
            services: services,
            engine: engine,
            operations: operations,
            events: events,
            limits: limits
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await session.run() }
            try await eventually("the session watches") { events.isEnabled }
            let result = try await body(events)
            group.cancelAll()
            try await group.waitForAll()
            return result
        }
    }

    /// Runs a session that copies a directory of the host into the container of service `web`, beside a closure.
    ///
    /// - Parameters:
    ///   - target: where the container has the directory.
    ///   - projectDirectory: `nil` is the directory itself.
    func withSync<R>(
        of directory: FilePath,
        to target: FilePath = "/app",
        projectDirectory: FilePath? = nil,
        image: ImageReference,
        user: String = "",
        tmpfs: [String: String] = [:],
        command: [String]? = nil,
        files: [TarItem] = [],
        limits: SyncLimits = SyncLimits(),
        _ body: (ContainerID, RecordedEvents) async throws -> R
    ) async throws -> R {
        let project = newProject()
        return try await TestEngine.withContainer(
            image: image,
            user: user,
            project: project,
            tmpfs: tmpfs,
            command: command,
            files: files
        ) { container in
            try await withSession(
                project: project,
                [service("web", WatchedPath(action: .sync, host: directory, container: target))],
                root: projectDirectory ?? directory,
                limits: limits
            ) { events in try await body(container, events) }
        }
    }

    /// Waits until a condition holds; one that does not in time fails the test.
    func eventually(
        _ what: String,
        within limit: Duration = .seconds(20),
        _ condition: () async throws -> Bool
    ) async throws {
        let holds = try await TestSupport.eventually(within: limit, condition)
        if !holds { Issue.record("not within \(limit): \(what)") }
    }

    /// The text of a file of a container; `nil` where there is none.
    func text(_ container: ContainerID, _ path: String) async throws -> String? {
        let parent = FilePath(path).removingLastComponent()
        guard let name = FilePath(path).lastComponent else { return nil }
        do {
            let file = try await TestEngine.files(of: container, at: parent.string)[FilePath(root: nil, [name])]
            return file.map { String(decoding: $0.content, as: UTF8.self) }
        } catch EngineError.notFound {
            return nil
        }
    }

    /// The events that are about interruptions, as words.
    func interruptions(_ events: RecordedEvents) -> [String] {
        events.all.compactMap { event in
            let (service, container) = (event.subject?.service ?? "", event.subject?.name ?? "")
            return switch event.action {
            case .engineLost(let diagnostic): "lost: \(diagnostic.message)"
            case .engineBack: "back"
            case .suspended: "suspended \(service) \(container)"
            case .resumed: "resumed \(service) \(container)"
            default: nil
            }
        }
    }

    /// Waits until a directory of the container has the files of one of the host, without those that are ignored.
    func expectSameFiles(
        _ container: ContainerID,
        _ target: String,
        _ root: FilePath,
        ignoring: String? = nil,
        _ comment: String
    ) async throws {
        func differing() async throws -> [String] {
            let here = try root.files().filter { path, _ in
                ignoring.map { name in !path.components.contains { $0.string == name } } ?? true
            }
            let there: [FilePath: TreeFile]
            do {
                there = try await TestEngine.files(of: container, at: target)
            } catch EngineError.notFound {
                there = [:]
            } catch let error as TarArchivesError {
                // The engine breaks the archive off at a file that changes while it is read.
                return ["\(error)"]
            }
            return Set(there.keys).union(here.keys).sorted { $0.precedes($1) }.filter { there[$0] != here[$0] }.map {
                "'\($0)': \(there[$0]?.description ?? "missing"), not \(here[$0]?.description ?? "missing")"
            }
        }
        var last: [String] = []
        for _ in 0..<600 {
            last = try await differing()
            if last.isEmpty { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("\(comment): \(last.count) differ: \(last.prefix(8).joined(separator: "\n"))")
    }

    func service(_ name: ServiceName, _ paths: WatchedPath...) -> WatchedService {
        WatchedService(name: name, paths: paths)
    }

    func newProject() -> String { "engarde-watch-\(UInt32.random(in: 0...UInt32.max))" }
}
