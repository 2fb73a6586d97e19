import ComposeModel
import EngineAPI
import EngineClient
import Foundation
import IgnoreRules
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
struct SyncChannelTests {
    static let platforms = TestEngine.Platform.allCases

    /// A receiver of one target, which does what a lane does for one request.
    final class Receiver {
        let files: any FileReceiver
        let rule: WatchedPath
        var tree: ContainerTree

        init(_ files: any FileReceiver, _ rule: WatchedPath) {
            self.files = files
            self.rule = rule
            tree = ContainerTree(owner: files.owner, history: PathHistory())
            if files is any ProgramReceiver { tree.note([:]) }
        }

        @discardableResult
        func send(_ paths: [FilePath]) async throws -> [SyncFailure] {
            let operations = tree.operations(for: paths, of: rule).operations
            let failures = try await files.apply(operations, target: 0).failures
            let failed = Set(failures.map(\.path))
            tree.record(operations.filter { !failed.contains($0.path) })
            return failures
        }

        func sendEverything() async throws -> [SyncFailure] {
            let paths = FileTreeWalk(of: rule.host).compactMap { step in
                if case .file(let path, _) = step { path } else { nil }
            }
            return try await send(paths)
        }
    }

    func withReceiver<R>(
        in container: ContainerID,
        on platform: TestEngine.Platform = .debian,
        user: String = "",
        from host: FilePath,
        to target: FilePath = "/app",
        _ body: (Receiver) async throws -> R
    ) async throws -> R {
        let rule = WatchedPath(action: .sync, host: host, container: target)
        let selection = ReceiverSelection(
            engine: TestEngine.client,
            container: container,
            user: user,
            targets: [target],
            usesPerl: platform == .debian
        )
        return try await selection.with(.programs) {
            #expect(platform == .debian ? $0 is PerlReceiver : $0 is TarReceiver)
            return try await body(Receiver($0, rule))
        }
    }

    private func expectSameFiles(_ container: ContainerID, _ root: FilePath, _ comment: Comment? = nil) async throws {
        let there = try await TestEngine.files(of: container, at: "/app")
        let here = try root.files()
        let differing = Set(there.keys).union(here.keys).filter { there[$0] != here[$0] }
        for path in differing {
            Issue.record(
                "'\(path)': \(there[path]?.description ?? "missing"), not \(here[path]?.description ?? "missing"); \(comment.map(String.init(describing:)) ?? "")"
            )
        }
    }

    @Test(arguments: platforms)
    func carriesEveryKindOfFile(platform: TestEngine.Platform) async throws {
        try await TestEngine.withContainer(image: platform.image) { container in
            try await withTemporaryDirectory { root in
                let names = [
                    "plain", "with space", "quote'\"", "new\nline", "-dash", "ünïcode ✓", "$HOME", "`id`", "a\\b", "*",
                    "tab\tx",
                    "deep/er/and/deeper/file", "-d/-e/-f",
                ]
                for (index, name) in names.enumerated() {
                    try root.pushing(FilePath(name)).write(
                        String(repeating: "\(index)", count: index * 700),
                        mode: 0o640
                    )
                }
                try root.appending("run.sh").write("#!/bin/sh", mode: 0o755)
                try root.appending("secret").write("s", mode: 0o600)
                try root.appending("empty").makeDirectory()
                try root.appending("private").makeDirectory()
                #expect(chmod(root.appending("private").string, 0o700) == 0)
                try root.appending("dangling").makeLink(to: "no/where")
                try root.appending("dirlink").makeLink(to: "deep/")
                try await withReceiver(in: container, on: platform, from: root) { receiver in
                    #expect(try await receiver.sendEverything() == [])
                    try await expectSameFiles(container, root)
                    let before = try FileMetadata(of: root.appending("plain")).modified.seconds
                    let after = try await TestEngine.run("stat", "-c", "%Y", "/app/plain", in: container)
                    #expect(after == "\(before)\n")
                    for name in ["plain", "new\nline", "-dash", "deep", "dirlink", "dangling"] {
                        try root.appending(name).remove()
                    }
                    try await receiver.send(
                        [
                            "plain", "new\nline", "-dash", "dirlink", "dangling", "deep/er/and/deeper/file", "deep/er",
                            "deep",
                        ].map {
                            root.pushing(FilePath($0))
                        }
                    )
                    try await expectSameFiles(container, root)
                }
                // The receiver cleans up when its input ends, which is a moment after the connection closed.
                var root = "engarde"
                for _ in 0..<200 where root.contains("engarde") {
                    root = try await TestEngine.run("ls", "-a", "/", in: container)
                    if root.contains("engarde") { try await Task.sleep(for: .milliseconds(20)) }
                }
                #expect(!root.contains("engarde"))
            }
        }
    }

    @Test(arguments: platforms)
    func changesTypes(platform: TestEngine.Platform) async throws {
        try await TestEngine.withContainer(image: platform.image) { container in
            try await withTemporaryDirectory { root in
                let x = root.appending("x")
                try root.pushing("real/inside").write("kept")
                try await withReceiver(in: container, on: platform, from: root) { receiver in
                    _ = try await receiver.sendEverything()
                    let kinds: [(String, () throws -> Void)] = [
                        ("file", { try x.write("file") }), ("directory", { try x.appending("child").write("c") }),
                        ("link to directory", { try x.makeLink(to: "real") }),
                        ("dangling", { try x.makeLink(to: "gone") }),
                        ("link to itself", { try x.makeLink(to: "x") }),
                    ]
                    for (first, make) in kinds {
                        for (second, replace) in kinds {
                            try? x.remove()
                            try make()
                            try await receiver.send([x, x.appending("child")])
                            try x.remove()
                            try replace()
                            let failures = try await receiver.send([x, x.appending("child")])
                            #expect(failures == [], "\(first) to \(second)")
                            try await expectSameFiles(container, root, "\(first) to \(second)")
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: platforms, ["1000:1000", "1000", "app", "app:staff", "app:app", "4242:4242", ""])
    func givesFilesToTheContainersUser(platform: TestEngine.Platform, user: String) async throws {
        let isDebian = platform != .busybox
        if isDebian, user.hasPrefix("app") { return }
        let expected: [String: (UInt32, UInt32)] = [
            "1000:1000": (1000, 1000), "1000": (1000, isDebian ? 0 : 1001), "app": (1000, 1001),
            "app:staff": (1000, 50),
            "app:app": (1000, 1001), "4242:4242": (4242, 4242), "": (0, 0),
        ]
        let owner = try #require(expected[user])
        try await TestEngine.withContainer(image: platform.image, user: user) { container in
            try await withTemporaryDirectory { root in
                try root.pushing("a/b/file").write("x")
                try await withReceiver(in: container, on: platform, user: user, from: root, to: "/srv/app") {
                    receiver in
                    #expect(try await receiver.sendEverything() == [])
                    let files = try await TestEngine.files(of: container, at: "/srv")
                    #expect(files.count == 4)
                    for (path, file) in files {
                        #expect(file.userID == owner.0 && file.groupID == owner.1, "\(path): \(file)")
                    }
                }
            }
        }
    }

    @Test func keepsTheOwnerOfAnExistingFile() async throws {
        try await TestEngine.withContainer(image: TestEngine.debian) { container in
            try await withTemporaryDirectory { root in
                try root.appending("file").write("new")
                try await TestEngine.run(
                    "sh",
                    "-c",
                    "mkdir /app; echo old >/app/file; chown 33:34 /app/file",
                    in: container
                )
                try await withReceiver(in: container, from: root) { receiver in
                    let found = try #require(try await receiver.files.look(at: ["/app/file"], target: 0))
                    receiver.tree.note(found)
                    try await receiver.send([root.appending("file")])
                }
                let file = try await TestEngine.files(of: container, at: "/app")["file"]
                #expect(file?.content == Array("new".utf8))
                #expect(file?.userID == 33 && file?.groupID == 34)
            }
        }
    }

    @Test(arguments: platforms)
    func carriesLargeFilesAndManyFiles(platform: TestEngine.Platform) async throws {
        try await TestEngine.withContainer(image: platform.image) { container in
            try await withTemporaryDirectory { root in
                let source = try FileDescriptor.open("/dev/urandom", .readOnly)
                let large = try source.closeAfter {
                    var bytes = [UInt8](repeating: 0, count: 8_000_000)
                    _ = try bytes.withUnsafeMutableBytes { try source.read(into: $0) }
                    return bytes
                }
                try root.appending("large").write(large)
                for index in 0..<1000 {
                    try root.pushing(FilePath("d\(index % 23)/f\(index)")).write("content \(index)")
                }
                try await withReceiver(in: container, on: platform, from: root) { receiver in
                    let start = ContinuousClock.now
                    #expect(try await receiver.sendEverything() == [])
                    print("8 MB and 1000 files into \(platform): \(ContinuousClock.now - start)")
                    try await expectSameFiles(container, root)
                }
            }
        }
    }

    @Test(arguments: platforms)
    func reportsWhichPathFailsAndWhy(platform: TestEngine.Platform) async throws {
        try await TestEngine.withContainer(image: platform.image, tmpfs: ["/app/small": "size=64k"]) { container in
            try await withTemporaryDirectory { root in
                try root.appending("fine").write("fine")
                try root.pushing("small/big").write([UInt8](repeating: 1, count: 200_000))
                try await withReceiver(in: container, on: platform, from: root) { receiver in
                    let failures = try await receiver.sendEverything()
                    #expect(failures.map(\.path) == ["/app/small/big"])
                    #expect(failures.first?.reason.contains("No space left on device") == true)
                    #expect(try await TestEngine.run("cat", "/app/fine", in: container) == "fine")
                    try root.pushing("small/big").write("now it fits")
                    #expect(try await receiver.send([root.pushing("small/big")]) == [])
                    #expect(try await TestEngine.run("cat", "/app/small/big", in: container) == "now it fits")
                }
            }
        }
    }

    @Test(arguments: platforms)
    func doesNotLetOneBadPathStopTheOthers(platform: TestEngine.Platform) async throws {
        try await TestEngine.withContainer(image: platform.image, tmpfs: ["/app/d/busy": ""]) { container in
            try await withTemporaryDirectory { root in
                for index in 0..<60 { try root.pushing(FilePath("d/f\(index)")).write("fine") }
                try root.pushing("d/busy").write("cannot replace a mount")
                try await withReceiver(in: container, on: platform, from: root) { receiver in
                    let failures = try await receiver.sendEverything()
                    #expect(failures.map(\.path) == ["/app/d/busy"])
                    #expect(failures.first?.reason.lowercased().contains("busy") == true)
                    #expect(try await TestEngine.files(of: container, at: "/app/d").count == 61)
                }
            }
        }
    }

    @Test func writesToAVolumeOfAReadOnlyContainer() async throws {
        try await TestEngine.withContainer(image: TestEngine.debian, tmpfs: ["/data": ""], readOnly: true) {
            container in
            try await withTemporaryDirectory { root in
                try root.appending("file").write("x")
                try await withReceiver(in: container, from: root, to: "/data/app") { receiver in
                    let failures = try await receiver.sendEverything()
                    #expect(failures == [])
                }
                #expect(try await TestEngine.run("cat", "/data/app/file", in: container) == "x")
                #expect(try await TestEngine.run("ls", "-A", "/data", in: container) == "app\n")
                await #expect(throws: ReceiverFault.self) {
                    try await withReceiver(in: container, from: root, to: "/app") { _ in }
                }
            }
        }
    }

    @Test(arguments: platforms)
    func showsReadersTheOldOrTheNewFile(platform: TestEngine.Platform) async throws {
        try await TestEngine.withContainer(image: platform.image) { container in
            try await withTemporaryDirectory { root in
                let file = root.appending("file")
                func content(_ round: Int) -> String {
                    String(repeating: Character(UnicodeScalar(UInt8(97 + round % 26))), count: 60_000)
                }
                try file.write(content(0))
                try await withReceiver(in: container, on: platform, from: root) { receiver in
                    try await receiver.send([file])
                    let reader = """
                        n=0; while [ ! -e /stop ]; do c=$(cat /app/file) || { echo missing; exit 1; }; n=$((n+1))
                        [ ${#c} = 60000 ] || { echo partial ${#c}; exit 1; }; done; echo fine $n
                        """
                    async let outcome = TestEngine.run("sh", "-c", reader, in: container)
                    for round in 1...150 {
                        try file.write(content(round))
                        try await receiver.send([file])
                    }
                    try await TestEngine.run("touch", "/stop", in: container)
                    let text = try await outcome
                    #expect(text.hasPrefix("fine "))
                }
            }
        }
    }

    @Test func saysThatAnImageHasNoShell() async throws {
        try await TestEngine.withContainer(image: TestEngine.shellless, command: ["/service/busybox", "sleep", "1000"])
        { container in
            let failure = await #expect(throws: ReceiverFault.self) {
                try await withReceiver(in: container, from: "/nowhere") { _ in }
            }
            guard case .unavailable(let reason) = failure else {
                Issue.record("unexpected failure \(String(describing: failure))")
                return
            }
            #expect(reason.contains("executable file not found"))
        }
    }

    @Test func fallsBackToTheArchiveEndpoint() async throws {
        try await TestEngine.withContainer(
            image: TestEngine.shellless,
            user: "app:staff",
            command: ["/service/busybox", "sleep", "1000"]
        ) { container in
            try await withTemporaryDirectory { root in
                try root.pushing("a/file").write("x", mode: 0o640)
                try root.appending("link").makeLink(to: "gone")
                let selection = ReceiverSelection(
                    engine: TestEngine.client,
                    container: container,
                    user: "app:staff",
                    targets: ["/srv/app"]
                )
                let rule = WatchedPath(action: .sync, host: root, container: "/srv/app")
                let receiver = try await selection.with(.archives) { Receiver($0, rule) }
                #expect(try await receiver.sendEverything() == [])
                let files = try await TestEngine.files(of: container, at: "/srv/app")
                #expect(files["a/file"]?.content == [120])
                #expect(files["a/file"]?.mode == 0o640)
                #expect(files["a/file"]?.userID == 1000 && files["a/file"]?.groupID == 50)
                #expect(files["link"]?.kind == "link")
                try root.appending("link").remove()
                let failures = try await receiver.send([root.appending("link")])
                #expect(failures.map(\.path) == ["/srv/app/link"])
            }
        }
    }
}
