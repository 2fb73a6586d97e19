import ComposeModel
import Diagnostics
import EngineAPI
import EngineClient
import Foundation
import IgnoreRules
import SessionEvents
import SystemPackage
import TarArchives
import TestSupport
import Testing

@testable import DevelopmentLoop

/// What is said and done when the engine goes away, a container is paused, or nothing can be written.
@Suite(
    TestEngine.atOnce,
    .enabled("an engine with the test images answers") {
        await TestEngine.isReady(TestEngine.debian, TestEngine.busybox)
    }
)
struct InterruptionTests: WatchSessionSuite {
    private static let images = [TestEngine.debian, TestEngine.busybox]

    @Test(arguments: [false, true])
    func aLostEngineIsSaidAtOnceAndWhatChangedMeanwhileArrives(isSilent: Bool) async throws {
        let project = newProject()
        let proxy = try EngineProxy()
        defer { proxy.cut() }
        let engine = EngineClient(endpoint: EngineEndpoint(socketPath: proxy.path))
        try await withTemporaryDirectory { root in
            let services = [
                service(
                    "web",
                    WatchedPath(action: .sync, host: root.appending("src"), container: "/app"),
                    WatchedPath(action: .rebuild, host: root.appending("version"))
                )
            ]
            try root.pushing("src/file").write("1")
            try root.appending("version").write("1")
            let operations = TestOperations()
            try await TestEngine.withContainer(image: TestEngine.debian, project: project) { container in
                try await withSession(
                    project: project,
                    services,
                    root: root,
                    operations: operations,
                    engine: engine,
                    // An engine on a busy machine may take its time to answer.
                    limits: SyncLimits(ping: .seconds(2), heartbeat: .milliseconds(200))
                ) { events in
                    try await eventually("the first comparison") { try await text(container, "/app/file") == "1" }
                    #expect(interruptions(events) == [])
                    if isSilent { proxy.silence(true) } else { proxy.cut() }
                    let reason =
                        isSilent ? "no answer within 2 s" : "no engine at '\(proxy.path)': the socket does not exist"
                    try await eventually("the loss is said") { interruptions(events) == ["lost: \(reason)"] }
                    try root.pushing("src/file").write("22")
                    try root.pushing("src/other").write("3")
                    try root.appending("version").write("2")
                    try await eventually("nothing reaches the container") {
                        try await text(container, "/app/file") == "1"
                    }
                    #expect(operations.rebuilds == [])
                    if isSilent { proxy.silence(false) } else { try proxy.restore() }
                    try await eventually("the return is said") {
                        interruptions(events) == ["lost: \(reason)", "back"]
                    }
                    try await eventually("the edit arrives") { try await text(container, "/app/file") == "22" }
                    try await eventually("the new file arrives") { try await text(container, "/app/other") == "3" }
                    try await eventually("the rebuild is made up for") { operations.rebuilds == ["web"] }
                    let words = events.all.compactMap { event in
                        switch event.action {
                        case .engineLost: "lost"
                        case .engineBack: "back"
                        case .applied: "applied"
                        default: nil
                        }
                    }
                    let isInOrder = words.drop { $0 != "lost" }.prefix(2) == ["lost", "back"]
                    #expect(isInOrder, "\(words)")
                    try root.pushing("src/file").write("444")
                    try await eventually("the loop goes on") { try await text(container, "/app/file") == "444" }
                    #expect(events.failures == [])
                    #expect(events.warnings == [])
                }
            }
        }
    }

    @Test(arguments: images)
    func aPausedContainerIsSaidAndGetsItsChangesLater(image: ImageReference) async throws {
        let project = newProject()
        try await withTemporaryDirectory { root in
            let services = [
                service(
                    "web",
                    WatchedPath(action: .sync, host: root.appending("src"), container: "/app"),
                    WatchedPath(action: .syncAndRestart, host: root.appending("conf"), container: "/conf")
                )
            ]
            try root.pushing("src/file").write("1")
            try root.pushing("conf/a").write("1")
            let operations = TestOperations()
            try await TestEngine.withContainer(
                image: image,
                project: project,
                files: [.init(path: "conf/a", bytes: [49])]
            ) {
                container in
                let name = try await TestEngine.client.inspectContainer(container).name
                try await withSession(project: project, services, root: root, operations: operations) { events in
                    try await eventually("the first comparison") { try await text(container, "/app/file") == "1" }
                    let restarts = operations.restarts.count
                    try TestEngine.docker("pause", container.rawValue)
                    try await eventually("the pause is said") { interruptions(events) == ["suspended web \(name)"] }
                    try root.pushing("src/file").write("22")
                    try root.pushing("conf/a").write("22")
                    let applications = events.applications.count
                    try await eventually("nothing is claimed") { events.applications.count == applications }
                    try TestEngine.docker("unpause", container.rawValue)
                    try await eventually("the edit arrives") { try await text(container, "/app/file") == "22" }
                    try await eventually("the configuration arrives") { try await text(container, "/conf/a") == "22" }
                    try await eventually("the service is restarted") { operations.restarts.count > restarts }
                    #expect(interruptions(events) == ["suspended web \(name)", "resumed web \(name)"])
                    #expect(events.failures == [])
                    #expect(events.warnings == [])
                }
            }
        }
    }

    @Test(arguments: [WatchRule.Action.sync, .syncAndRestart, .restart])
    func aServiceWithoutAContainerIsSaidAndNothingIsClaimed(action: WatchRule.Action) async throws {
        let project = newProject()
        try await withTemporaryDirectory { root in
            let services = [
                service("web", WatchedPath(action: action, host: root.appending("src"), container: "/app"))
            ]
            try root.pushing("src/file").write("1")
            let operations = TestOperations()
            try await withSession(project: project, services, root: root, operations: operations) { events in
                try root.pushing("src/file").write("22")
                let warning =
                    "service 'web' has no container: what changed is brought when it has one (run 'engarde up -d web')"
                try await eventually("it is said") { events.warnings == [warning] }
                try root.pushing("src/file").write("333")
                guard action != .restart else { return }
                try await TestEngine.withContainer(image: TestEngine.debian, project: project) { container in
                    try await eventually("it arrives") { try await text(container, "/app/file") == "333" }
                    #expect(events.warnings == [warning])
                    #expect(events.failures == [])
                }
            }
            #expect(operations.restarts.count <= 1)
        }
    }

    @Test func aReadOnlyRootIsSaidAndNothingIsClaimed() async throws {
        let project = newProject()
        try await withTemporaryDirectory { root in
            let services = [
                service(
                    "web",
                    WatchedPath(action: .sync, host: root.appending("src"), container: "/app"),
                    WatchedPath(action: .sync, host: root.appending("data"), container: "/data/app")
                )
            ]
            try root.pushing("src/file").write("1")
            try root.pushing("data/file").write("1")
            try await TestEngine.withContainer(
                image: TestEngine.debian,
                project: project,
                tmpfs: ["/data": ""],
                readOnly: true
            ) { container in
                let name = try await TestEngine.client.inspectContainer(container).name
                try await withSession(project: project, services, root: root) { events in
                    try await eventually("what can be written is") {
                        try await TestEngine.run("sh", "-c", "cat /data/app/file || :", in: container) == "1"
                    }
                    try root.pushing("src/file").remove()
                    try root.pushing("data/file").write("22")
                    try await eventually("later edits arrive") {
                        try await TestEngine.run("sh", "-c", "cat /data/app/file || :", in: container) == "22"
                    }
                    let warning = """
                        changes of 'src' are not copied to '/app' of service 'web': the root file system of container \
                        '\(name)' is read-only (remove 'read_only: true' from the service, or mount a volume or a tmpfs at \
                        '/app')
                        """
                    #expect(events.warnings == [warning])
                    #expect(events.failures == [])
                    #expect(events.applications.allSatisfy { $0.deleted == 0 })
                }
            }
        }
    }

    @Test func aBindMountOverATargetIsSaid() async throws {
        let project = newProject()
        try await withTemporaryDirectory { root in
            let bound = root.appending("bound")
            try bound.appending("own").write("host's")
            try root.pushing("src/conf/a").write("1")
            try root.pushing("src/b").write("1")
            let services = [
                service(
                    "web",
                    WatchedPath(action: .sync, host: root.appending("src"), container: "/app"),
                    WatchedPath(action: .sync, host: root.appending("src"), container: "/bound/deep")
                )
            ]
            try await TestEngine.withContainer(
                image: TestEngine.debian,
                project: project,
                binds: ["\(bound):/app/conf", "\(bound):/bound"]
            ) { container in
                try await withSession(project: project, services, root: root) { events in
                    try await eventually("the rest arrives") { try await text(container, "/app/b") == "1" }
                    try root.pushing("src/conf/a").write("22")
                    try root.pushing("src/b").write("22")
                    try await eventually("edits of the rest arrive") { try await text(container, "/app/b") == "22" }
                    let hint = " (remove the watch rule or the mount)"
                    #expect(
                        events.warnings == [
                            "changes of 'src/conf' are not copied to '/app/conf' of service 'web': the bind mount of "
                                + "'\(bound)' at '/app/conf' hides them\(hint)",
                            "changes of 'src' are not copied to '/bound/deep' of service 'web': the bind mount of "
                                + "'\(bound)' at '/bound' hides them\(hint)",
                        ]
                    )
                    #expect(try bound.files().keys.map(\.string) == ["own"])
                    #expect(events.failures == [])
                }
            }
        }
    }

    @Test func whatACommandWritesIsShown() async throws {
        let project = newProject()
        try await withTemporaryDirectory { root in
            let command = ["sh", "-c", "echo one; printf 'two' >&2; cat /app/file; exit 3"]
            let hook = LifecycleHook(command: command)
            let services = [
                service("web", WatchedPath(action: .syncAndExec, host: root, container: "/app", hook: hook))
            ]
            try root.appending("first").write("1")
            try await TestEngine.withContainer(image: TestEngine.debian, project: project) { container in
                let name = try await TestEngine.client.inspectContainer(container).name
                try await withSession(project: project, services, root: root) { events in
                    try await eventually("it runs after a comparison that found something") {
                        events.failures.count == 1
                    }
                    // In one step: what is written for longer than a moment is copied, and the command runs, twice.
                    let saved = FilePath("\(root).saved")
                    try saved.write("three\nfour")
                    try saved.move(to: root.appending("file"))
                    try await eventually("it runs after an edit") { events.failures.count == 2 }
                    let lines = events.all.compactMap { if case .logged(let line) = $0.action { line } else { nil } }
                    let last = lines.filter { $0.stream == .output }.suffix(3)
                        .map { String(decoding: $0.bytes, as: UTF8.self) }
                    #expect(last == ["one", "three", "four"])
                    #expect(lines.filter { $0.stream == .error }.last?.bytes == Array("two".utf8))
                    #expect(Set(lines.map(\.source)) == [name])
                    let failure = "web - command 'sh …' exited with 3 false"
                    #expect(events.failures.last == failure)
                }
            }
        }
    }
}
