import ComposeModel
import EngineAPI
import EngineClient
import Foundation
import IgnoreRules
import SessionEvents
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import DevelopmentLoop

@Suite(
    TestEngine.atOnce,
    .enabled("an engine with the test images answers") {
        await TestEngine.isReady(TestEngine.debian, TestEngine.busybox, TestEngine.shellless)
    }
)
struct WatchSessionTests: WatchSessionSuite {
    private static let images = [TestEngine.debian, TestEngine.busybox]

    /// The seeds of random edits: those that once found a defect, or the one of `ENGARDE_SEED`; `random` is a new one.
    private static let seeds: [UInt64] =
        switch ProcessInfo.processInfo.environment["ENGARDE_SEED"] {
        case nil: [1, 18_217_155_031_783_645_541]
        case "random"?: [UInt64.random(in: 0...UInt64.max)]
        case let seed?: [UInt64(seed) ?? 1]
        }

    @Test(arguments: images)
    func bringsASaveIntoTheContainer(image: ImageReference) async throws {
        try await withTemporaryDirectory { root in
            try root.appending("before").write("made before watching began")
            try await withSync(of: root, image: image) { container, events in
                try await eventually("the first comparison") { !events.applications.isEmpty }
                #expect(events.applications.map(\.action) == [.convergence])
                #expect(events.applications.map(\.written) == [1])
                for round in 0..<5 {
                    try root.appending("file").write("\(round)" + String(repeating: "x", count: 2048))
                    try await eventually("save \(round)") { events.applications.count >= round + 2 }
                }
                #expect(events.applications.last?.path == "file")
                #expect(events.applications.dropFirst().allSatisfy { $0.action == .sync && $0.written == 1 })
                #expect(events.failures == [])
                try await expectSameFiles(container, "/app", root, "after the saves")
            }
        }
    }

    @Test(arguments: images, Self.seeds)
    func endsIdenticalAfterRandomEdits(image: ImageReference, seed: UInt64) async throws {
        print("seed \(seed)")
        let project = newProject()
        try await withTemporaryDirectory { root in
            let rules = IgnoreRuleSet(try IgnoreRules(["**/x.log"]), relativeTo: root)
            let services = [service("web", WatchedPath(action: .sync, host: root, container: "/srv/app", rules: rules))]
            try await TestEngine.withContainer(image: image, user: "0", project: project) { container in
                var edits = EditSequence(seed: seed, root: root)
                for _ in 0..<30 { edits.next() }
                try await withSession(project: project, services, root: root) { events in
                    for round in 0..<12 {
                        for _ in 0..<25 {
                            edits.next()
                            if round % 3 == 0 { try await Task.sleep(for: .milliseconds(3)) }
                        }
                        if round == 5 {
                            async let restart: Void = TestEngine.client.restartContainer(container, gracePeriod: .zero)
                            for _ in 0..<40 {
                                edits.next()
                                try await Task.sleep(for: .milliseconds(8))
                            }
                            try await restart
                        }
                        try await expectSameFiles(
                            container,
                            "/srv/app",
                            root,
                            ignoring: "x.log",
                            "seed \(seed), round \(round)"
                        )
                    }
                    #expect(events.failures == [])
                }
            }
        }
    }

    /// Of a directory that becomes a link, and back: what the link leads to stays as it is.
    @Test(arguments: images)
    func keepsWhatALinkLeadsTo(image: ImageReference) async throws {
        try await withTemporaryDirectory { root in
            for name in ["a/1", "a/s/2", "d/1", "d/s/2"] { try root.pushing(FilePath(name)).write("1") }
            let d = root.appending("d")
            try await withSync(of: root, to: "/srv/app", image: image, user: "0") { container, events in
                try await expectSameFiles(container, "/srv/app", root, "at first")
                for round in 0..<6 {
                    try d.move(to: root.appending("away"))
                    try d.makeLink(to: "a")
                    if round % 2 == 0 { try await expectSameFiles(container, "/srv/app", root, "linked \(round)") }
                    try d.remove()
                    try root.appending("away").remove()
                    if round == 3 { try await expectSameFiles(container, "/srv/app", root, "without \(round)") }
                    for name in ["1", "s/2", "s/3"] { try d.pushing(FilePath(name)).write("\(round)") }
                    try await expectSameFiles(container, "/srv/app", root, "directory \(round)")
                }
                #expect(events.failures == [])
            }
        }
    }

    @Test func convergesARecreatedContainer() async throws {
        let project = newProject()
        try await withTemporaryDirectory { root in
            try root.appending("kept").write("1")
            try root.appending("image-and-host").write("1")
            let services = [service("web", WatchedPath(action: .sync, host: root, container: "/etc"))]
            try await withSession(project: project, services, root: root) { events in
                try await TestEngine.withContainer(image: TestEngine.debian, project: project) { container in
                    try await eventually("kept arrives") {
                        try await TestEngine.files(of: container, at: "/etc")["kept"]?.content == Array("1".utf8)
                    }
                }
                try root.appending("hostname-of-host").write("x")
                try root.appending("kept").remove()
                try root.appending("debian_version").write("host's")
                try root.appending("debian_version").remove()
                try await Task.sleep(for: .milliseconds(300))
                try await TestEngine.withContainer(image: TestEngine.debian, project: project) { container in
                    try await eventually("edits made without a container arrive") {
                        try await TestEngine.files(of: container, at: "/etc")["hostname-of-host"] != nil
                    }
                    let files = try await TestEngine.files(of: container, at: "/etc")
                    #expect(files["passwd"] != nil)
                    #expect(files["kept"] == nil)
                    #expect(events.failures == [])
                }
            }
        }
    }

    @Test func restartsAfterTheCopy() async throws {
        let project = newProject()
        try await withTemporaryDirectory { root in
            let services = [service("web", WatchedPath(action: .syncAndRestart, host: root, container: "/app"))]
            try root.appending("conf").write("1")
            try await TestEngine.withContainer(image: TestEngine.debian, project: project) { container in
                let operations = TestOperations(onRestart: { _ in
                    let files = try await TestEngine.files(of: container, at: "/app")
                    #expect(files["conf"] != nil)
                    try await TestEngine.client.restartContainer(container, gracePeriod: .zero)
                })
                try await withSession(project: project, services, root: root, operations: operations) { events in
                    try await eventually("a comparison that found something leads to a restart") {
                        events.applications.contains { $0.action == .restart }
                    }
                    // In one step: what is written for longer than a moment is copied, and restarts, twice.
                    let saved = FilePath("\(root).saved")
                    try saved.write("22")
                    try saved.move(to: root.appending("conf"))
                    try await eventually("the restart is reported") {
                        events.applications.contains { $0.action == .syncAndRestart }
                    }
                    try await Task.sleep(for: .milliseconds(500))
                    #expect(operations.restarts == ["web", "web"])
                    #expect(events.failures == [])
                }
            }
        }
    }

    @Test func nothingIsRestartedWhereThereIsNoContainer() async throws {
        let project = newProject()
        try await withTemporaryDirectory { root in
            try root.pushing("web/conf").write("1")
            try root.pushing("other/Dockerfile").write("1")
            let services = [
                service("web", WatchedPath(action: .restart, host: root.appending("web"))),
                service("other", WatchedPath(action: .rebuild, host: root.appending("other"))),
            ]
            let operations = TestOperations()
            try await withSession(project: project, services, root: root, operations: operations) { events in
                var edits = 0
                func edit(_ file: FilePath) throws {
                    edits += 1
                    try root.pushing(file).write("\(edits)")
                }
                try await TestEngine.withContainer(image: TestEngine.debian, project: project) { _ in
                    try await eventually("what runs is restarted") {
                        try edit("web/conf")
                        return operations.restarts.contains("web")
                    }
                }
                // Batches are taken in order, so that the rebuild shows that the edit before it was taken, too.
                try await eventually("what is gone is left alone") {
                    let before = (restarts: operations.restarts.count, rebuilds: operations.rebuilds.count)
                    try edit("web/conf")
                    try await Task.sleep(for: .milliseconds(200))
                    try edit("other/Dockerfile")
                    try await eventually("the other is rebuilt") { operations.rebuilds.count > before.rebuilds }
                    return operations.restarts.count == before.restarts
                }
                #expect(events.failures == [])
            }
        }
    }

    @Test func coalescesRebuildsAndSyncsAfterwards() async throws {
        let project = newProject()
        try await withTemporaryDirectory { root in
            try root.appending("package.json").write("{}")
            try root.pushing("src/a").write("1")
            let services = [
                service(
                    "web",
                    WatchedPath(action: .rebuild, host: root.appending("package.json")),
                    WatchedPath(action: .sync, host: root.appending("src"), container: "/app")
                ),
                service("other", WatchedPath(action: .sync, host: root.appending("src"), container: "/app")),
            ]
            let isBuilt = Atomic(false)
            let operations = TestOperations(onRebuild: { _ in
                while !isBuilt.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(5)) }
            })
            try await TestEngine.withContainer(image: TestEngine.debian, project: project) { web in
                try await TestEngine.withContainer(image: TestEngine.busybox, project: project, service: "other") {
                    other in
                    try await withSession(project: project, services, root: root, operations: operations) { events in
                        try await eventually("both have the first comparison") { events.applications.count == 2 }
                        try root.appending("package.json").write("{1}")
                        try await eventually("the rebuild begins") { !operations.rebuilds.isEmpty }
                        for round in 2..<5 {
                            try root.appending("package.json").write("{\(round)}")
                            try await Task.sleep(for: .milliseconds(60))
                        }
                        try root.pushing("src/a").write("22")
                        try await eventually("the other service is not held up") {
                            events.applications.contains { $0.service == "other" && $0.action == .sync }
                        }
                        #expect(!events.applications.contains { $0.service == "web" && $0.action != .convergence })
                        isBuilt.store(true, ordering: .relaxed)
                        try await eventually("the second rebuild ends") {
                            events.applications.count(where: { $0.action == .rebuild }) == 2
                        }
                        try await expectSameFiles(web, "/app", root.appending("src"), "after the rebuilds")
                        try await expectSameFiles(other, "/app", root.appending("src"), "beside the rebuilds")
                        #expect(operations.rebuilds == ["web", "web"])
                        #expect(events.failures == [])
                    }
                }
            }
        }
    }

    @Test(arguments: images)
    func bringsAFileThatIsWrittenForAWhile(image: ImageReference) async throws {
        try await withTemporaryDirectory { root in
            try await withSync(of: root, image: image) { container, events in
                let file = try FileDescriptor.open(
                    root.appending("large"),
                    .writeOnly,
                    options: .create,
                    permissions: [.ownerReadWrite, .groupRead, .otherRead]
                )
                for round in 0..<40 {
                    try file.writeAll([UInt8](repeating: UInt8(round), count: 300_000))
                    try await Task.sleep(for: .milliseconds(10))
                }
                try file.close()
                try await expectSameFiles(container, "/app", root, "after the last piece")
                #expect(events.failures == [])
            }
        }
    }

    @Test func retriesWhatFailed() async throws {
        try await withTemporaryDirectory { root in
            try await withSync(of: root, image: TestEngine.debian, tmpfs: ["/app": "size=256k"]) { container, events in
                try await TestEngine.run("sh", "-c", "head -c 200000 /dev/zero >/app/filler", in: container)
                try root.appending("big").write([UInt8](repeating: 7, count: 100_000))
                try await eventually("the failure is reported") { events.failures.count == 1 }
                #expect(events.failures.first?.hasPrefix("web big ") == true)
                #expect(events.failures.first?.contains("No space left on device") == true, "\(events.failures)")
                try await TestEngine.run("rm", "/app/filler", in: container)
                try await eventually("the file arrives without another edit") {
                    try await TestEngine.run("sh", "-c", "wc -c </app/big || :", in: container) == "100000\n"
                }
                #expect(events.failures.count == 1)
            }
        }
    }

    @Test func servesImagesWithoutAShell() async throws {
        try await withTemporaryDirectory { root in
            try await withSync(of: root, image: TestEngine.shellless, command: ["/service/busybox", "sleep", "1000"]) {
                container,
                events in
                try await eventually("the fall-back is told") {
                    events.warnings.contains { $0.contains("'web'") }
                }
                try root.appending("file").write("1")
                try await eventually("the file arrives") {
                    (try? await TestEngine.files(of: container, at: "/app")["file"]) != nil
                }
                try root.appending("file").remove()
                try await eventually("the deletion is refused plainly") { !events.failures.isEmpty }
                #expect(events.failures.first?.hasPrefix("web file ") == true)
            }
        }
    }

    @Test func copiesIntoAStoppedContainer() async throws {
        let project = newProject()
        try await withTemporaryDirectory { root in
            let services = [service("web", WatchedPath(action: .syncAndRestart, host: root, container: "/app"))]
            try await TestEngine.withContainer(
                image: TestEngine.debian,
                project: project,
                command: ["/bin/sh", "-c", "exec sh /app/main.sh"]
            ) { container in
                let operations = TestOperations(onRestart: { _ in
                    try await TestEngine.client.restartContainer(container, gracePeriod: .zero)
                })
                try await withSession(project: project, services, root: root, operations: operations) { _ in
                    try root.appending("main.sh").write("while :; do sleep 0.1; done")
                    try await eventually("the crashed service runs again") {
                        try await TestEngine.client.inspectContainer(container).state.isRunning
                    }
                }
            }
        }
    }
}
