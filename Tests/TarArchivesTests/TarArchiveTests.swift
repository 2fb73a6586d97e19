import Foundation
import IgnoreRules
import Synchronization
import SystemPackage
import TarArchives
import TestSupport
import Testing

@Suite struct TarArchiveTests {
    private func read(_ archive: TarArchive) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in archive { bytes += chunk }
        return bytes
    }

    @Test func holdsWhatIsNotIgnored() async throws {
        try await withTemporaryDirectory { root in
            try root.appending("Dockerfile").write("FROM scratch")
            try root.appending(".dockerignore").write("*\n!src/**/*.py\n")
            try root.pushing("src/pkg/a.py").write("print()")
            try root.pushing("src/pkg/a.pyc").write("x")
            try root.pushing("node_modules/x/y.js").write("x")
            try FileManager.default.createSymbolicLink(
                atPath: root.appending("src/dangling.py").string,
                withDestinationPath: "nowhere"
            )
            let rules = IgnoreRuleSet(try IgnoreRules.ofBuildContext(root), relativeTo: root)
            let archive = TarArchive.directory(
                root,
                ignoring: rules,
                always: ["Dockerfile", ".dockerignore", "missing"]
            )
            let entries = try TarDecoder.decode(try await read(archive))
            #expect(
                entries.map { $0.entry.path.string } == [
                    "Dockerfile", ".dockerignore", "src/dangling.py", "src/pkg/a.py",
                ]
            )
            #expect(entries[2].entry.kind == .symbolicLink(target: Array("nowhere".utf8)))
            #expect(entries[3].content == Array("print()".utf8))
            #expect(entries.allSatisfy { $0.entry.userID == 0 && $0.entry.groupID == 0 })
        }
    }

    @Test func isReadByTheSystemsTar() async throws {
        try await withTemporaryDirectory { root in
            let source = root.appending("source")
            let deep = String(repeating: "d/", count: 70) + "leaf"
            let names = [
                "plain", "with space", "quote'\"", "new\nline", "-dash", "ünïcode", deep,
                "d/" + String(repeating: "n", count: 120),
            ]
            for (index, name) in names.enumerated() {
                try source.pushing(FilePath(name)).write("content \(index)")
            }
            try FileManager.default.createSymbolicLink(
                atPath: source.appending("link").string,
                withDestinationPath: String(repeating: "t/", count: 80)
            )
            for dialect in [TarDialect.pax, .gnu] {
                let target = root.appending("target")
                try? FileManager.default.removeItem(atPath: target.string)
                try FileManager.default.createDirectory(atPath: target.string, withIntermediateDirectories: true)
                let bytes = try await read(.directory(source, owner: nil, dialect: dialect))
                try Data(bytes).write(to: URL(filePath: root.appending("a.tar").string))
                #expect(try run("tar", "-xf", root.appending("a.tar").string, "-C", target.string) == 0)
                #expect(try run("diff", "-r", "--no-dereference", source.string, target.string) == 0)
                let (before, after) = (
                    try FileMetadata(of: source.appending("plain")), try FileMetadata(of: target.appending("plain"))
                )
                #expect(before.modified == after.modified)
                #expect(before.mode == after.mode)
            }
        }
    }

    @Test func survivesFilesThatChangeWhileTheyAreRead() async throws {
        try await withTemporaryDirectory { root in
            try root.appending("grows").write(String(repeating: "x", count: 2000))
            try root.appending("shrinks").write(String(repeating: "y", count: 1000))
            try root.appending("after").write("intact")
            let incidents = Mutex<[TarIncident]>([])
            let items = [("gone", 10), ("grows", 1000), ("shrinks", 5000), ("after", 6)].map { name, size in
                TarItem(
                    TarEntry(path: FilePath(name), kind: .file(size: Int64(size))),
                    content: .file(root.appending(name))
                )
            }
            let bytes = try await read(.items(items) { incident in incidents.withLock { $0.append(incident) } })
            let entries = try TarDecoder.decode(bytes)
            #expect(entries.map { $0.entry.path.string } == ["grows", "shrinks", "after"])
            #expect(entries[0].content == [UInt8](repeating: 120, count: 1000))
            #expect(entries[1].content == [UInt8](repeating: 121, count: 1000) + [UInt8](repeating: 0, count: 4000))
            #expect(entries[2].content == Array("intact".utf8))
            #expect(
                incidents.withLock { $0 } == [
                    .vanished(root.appending("gone")), .grew(root.appending("grows")),
                    .shrank(root.appending("shrinks")),
                ]
            )
        }
    }

    @Test func leavesOutSocketsAndPipes() async throws {
        try await withTemporaryDirectory { root in
            #expect(try run("mkfifo", root.appending("pipe").string) == 0)
            let incidents = Mutex<[TarIncident]>([])
            let bytes = try await read(.directory(root) { incident in incidents.withLock { $0.append(incident) } })
            #expect(try TarDecoder.decode(bytes).isEmpty)
            #expect(incidents.withLock { $0 } == [.notArchivable(root.appending("pipe"))])
        }
    }

    @Test func keepsPiecesSmall() async throws {
        try await withTemporaryDirectory { root in
            try root.appending("big").write(String(repeating: "z", count: 3_000_000))
            var largest = 0
            var total = 0
            for try await chunk in TarArchive.directory(root) {
                largest = max(largest, chunk.count)
                total += chunk.count
            }
            #expect(largest <= 131_072 + 1024)
            #expect(total > 3_000_000)
        }
    }

    /// Reads an archive of a directory with `a`, 1 MB long, changes something after the first piece, and reads on.
    private func entries(
        of root: FilePath,
        changing change: () throws -> Void
    ) async throws -> (entries: [(entry: TarEntry, content: [UInt8])], incidents: [TarIncident]) {
        try root.appending("a").write(String(repeating: "a", count: 1_000_000))
        let incidents = Mutex<[TarIncident]>([])
        var pieces = TarArchive.directory(root) { incident in incidents.withLock { $0.append(incident) } }
            .makeAsyncIterator()
        var bytes = try await pieces.next() ?? []
        try change()
        while let piece = try await pieces.next() { bytes += piece }
        return (try TarDecoder.decode(bytes), incidents.withLock { $0 })
    }

    @Test func aFileThatVanishesMeanwhileIsLeftOutAndTold() async throws {
        try await withTemporaryDirectory { root in
            try root.appending("b").write("b")
            try root.appending("c").write("c")
            let (entries, incidents) = try await entries(of: root) {
                try FileManager.default.removeItem(atPath: root.appending("b").string)
            }
            #expect(entries.map { $0.entry.path.string } == ["a", "c"])
            #expect(incidents == [.vanished(root.appending("b"))])
        }
    }

    @Test func aLongFileThatGrowsMeanwhileEndsWhereItEnded() async throws {
        try await withTemporaryDirectory { root in
            let (entries, incidents) = try await entries(of: root) {
                let file = try FileHandle(forWritingTo: URL(filePath: root.appending("a").string))
                try file.seekToEnd()
                try file.write(contentsOf: Data("more".utf8))
            }
            #expect(entries.map(\.content) == [[UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)])
            #expect(incidents == [.grew(root.appending("a"))])
        }
    }

    @Test func aLongFileThatShrinksMeanwhileMakesTheArchiveFail() async throws {
        try await withTemporaryDirectory { root in
            let error = await #expect(throws: TarArchivesError.self) {
                _ = try await entries(of: root) {
                    let file = try FileHandle(forWritingTo: URL(filePath: root.appending("a").string))
                    try file.truncate(atOffset: 500_000)
                }
            }
            #expect(error == TarArchivesError(.shrank(root.appending("a"))))
        }
    }

    @Test func aShortFileIsNeverFilledUp() async throws {
        try await withTemporaryDirectory { root in
            let path = root.appending("edited")
            try path.write("start")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let long = Data(repeating: UInt8(ascii: "x"), count: 50_000)
                    while !Task.isCancelled {
                        // Not atomic: cut to nothing, then written, as some editors do.
                        try long.write(to: URL(filePath: path.string))
                        try Data("short".utf8).write(to: URL(filePath: path.string))
                    }
                }
                for _ in 0..<2_000 {
                    let bytes = try await read(.directory(root))
                    let content = try TarDecoder.decode(bytes).first?.content ?? []
                    #expect(!content.contains(0))
                }
                group.cancelAll()
            }
        }
    }

    private func run(_ command: String...) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
