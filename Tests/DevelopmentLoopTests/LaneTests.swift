import ComposeModel
import EngineAPI
import EngineClient
import FileWatching
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import DevelopmentLoop

/// What lanes do for containers that end or are paused while something is brought into them.
@Suite(
    TestEngine.atOnce,
    .enabled("an engine with the test image answers") { await TestEngine.isReady(TestEngine.debian) }
)
struct LaneTests: WatchSessionSuite {
    private func reporter(_ project: String, _ root: FilePath) -> WatchReporter {
        WatchReporter(sink: RecordedEvents(), project: ProjectName(project), projectDirectory: root)
    }

    private func link(_ reporter: WatchReporter) -> EngineLink {
        EngineLink(engine: TestEngine.client, limit: .seconds(30), reporter: reporter)
    }

    /// A service that ends at once since it lacks a file gets it, though it seemed to run when the file was to be sent.
    @Test func whatAContainerThatEndedMissedIsBroughtBeforeItStartsAgain() async throws {
        let project = newProject()
        try await withTemporaryDirectory { root in
            let file = root.appending("main")
            try file.write("1")
            let rules = [WatchedPath(action: .syncAndRestart, host: root, container: "/app")]
            let link = link(reporter(project, root))
            let (history, manifests) = (PathHistory(), ServiceManifests(rules))
            try await TestEngine.withContainer(image: TestEngine.debian, project: project) { container in
                func lane(startedAt: EngineTimestamp?, _ missed: [RuleID: Set<FilePath>]) -> ContainerLane {
                    ContainerLane(
                        container: WatchedContainer(id: container, name: "web", startedAt: startedAt, user: ""),
                        rules: rules,
                        engine: TestEngine.client,
                        link: link,
                        limits: SyncLimits(),
                        history: history,
                        manifests: manifests,
                        missed: missed
                    )
                }
                try await TestEngine.client.killContainer(container)
                let ended = try await TestSupport.eventually {
                    try await !TestEngine.client.inspectContainer(container).state.isRunning
                }
                #expect(ended)
                let former = lane(
                    startedAt: try await TestEngine.client.inspectContainer(container).state.startedAt,
                    [:]
                )
                let isDeferred = await withTaskGroup(of: Void.self) { group in
                    group.addTask { await former.run { _ in } }
                    let outcome = await former.apply([0: [file]])
                    await group.waitForAll()
                    if case .deferred = outcome { return true }
                    return false
                }
                #expect(isDeferred)
                let later = lane(startedAt: nil, former.missed.withLock(\.self))
                let brought = Brought()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        await later.run { report in
                            if case .converged(_, _, let rules, _) = report {
                                brought.rules.withLock { $0.append(rules) }
                            }
                        }
                    }
                    try await eventually("the file arrives") { try await text(container, "/app/main") == "1" }
                    try await eventually("it is told") { brought.rules.withLock(\.self) == [[0]] }
                    try await eventually("it is made up for") { later.missed.withLock(\.self).isEmpty }
                    later.close()
                    try await group.waitForAll()
                }
            }
        }
    }

    /// The rules of what was told to be in a container, batch by batch.
    private final class Brought: Sendable {
        let rules = Mutex<[Set<RuleID>]>([])
    }

    /// 'docker commit' pauses a container for a moment.
    @Test func aPauseThatIsOverBeforeItIsLookedAtEndsNothing() async throws {
        let project = newProject()
        try await withTemporaryDirectory { root in
            let file = root.appending("file")
            try file.write("1")
            let reporter = reporter(project, root)
            try await TestEngine.withContainer(image: TestEngine.debian, project: project) { container in
                let lane = ServiceLane(
                    service: service("web", WatchedPath(action: .sync, host: root, container: "/app")),
                    engine: TestEngine.client,
                    link: link(reporter),
                    limits: SyncLimits(),
                    roster: ContainerRoster(engine: TestEngine.client, project: ProjectName(project)),
                    operations: TestOperations(),
                    reporter: reporter
                )
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await lane.run() }
                    try await eventually("the first comparison") { try await text(container, "/app/file") == "1" }
                    lane.freeze(container)
                    try file.write("22")
                    lane.submit(ChangeBatch(paths: [file], firstEvent: .now))
                    try await eventually("the edit arrives") { try await text(container, "/app/file") == "22" }
                    group.cancelAll()
                    try await group.waitForAll()
                }
            }
        }
    }
}
