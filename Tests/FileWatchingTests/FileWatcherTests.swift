import Diagnostics
import Foundation
import IgnoreRules
import SystemPackage
import TestSupport
import Testing

@testable import FileWatching

@Suite(.timeLimit(.minutes(5))) struct FileWatcherTests {
    /// Receives batches until all the paths were named, directly or through a tree that holds them.
    private func expect(
        _ expected: [FilePath],
        from iterator: inout FileChanges.Iterator,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> ChangeBatch {
        var all = ChangeBatch(firstEvent: .now)
        var missing = Set(expected)
        while let batch = try await iterator.next() {
            all.paths.formUnion(batch.paths)
            all.trees.formUnion(batch.trees)
            missing.subtract(batch.paths)
            for tree in batch.trees { missing = missing.filter { !$0.isAtOrBelow(tree) } }
            if missing.isEmpty { return all }
        }
        Issue.record("the changes ended early", sourceLocation: sourceLocation)
        return all
    }

    @Test(arguments: [FileWatchMethod.automatic, .polling(every: .milliseconds(20))])
    func reportsEveryKindOfChange(method: FileWatchMethod) async throws {
        try await withTemporaryDirectory { root in
            try root.appending("old").write("1")
            try root.pushing("dir/inner").write("1")
            try await withFileWatcher(roots: [WatchRoot(path: root)], method: method) { changes in
                var changes = changes.makeAsyncIterator()
                try root.appending("old").write("22")
                _ = try await expect([root.appending("old")], from: &changes)
                try root.appending("new").write("1")
                _ = try await expect([root.appending("new")], from: &changes)
                try root.appending("new").move(to: root.appending("newer"))
                _ = try await expect([root.appending("new"), root.appending("newer")], from: &changes)
                try root.appending("newer").remove()
                _ = try await expect([root.appending("newer")], from: &changes)
                try FileManager.default.createSymbolicLink(
                    atPath: root.appending("link").string,
                    withDestinationPath: "nowhere"
                )
                _ = try await expect([root.appending("link")], from: &changes)
                #expect(chmod(root.appending("old").string, 0o700) == 0)
                _ = try await expect([root.appending("old")], from: &changes)
                try root.appending("dir").move(to: root.appending("moved"))
                _ = try await expect([root.pushing("dir/inner"), root.pushing("moved/inner")], from: &changes)
                try root.pushing("moved/inner").write("333")
                let batch = try await expect([root.pushing("moved/inner")], from: &changes)
                #expect(!batch.paths.contains(root.pushing("dir/inner")))
                try root.pushing("a/b/c/d").write("deep")
                _ = try await expect([root.pushing("a/b/c/d")], from: &changes)
                try root.pushing("a/b/c/d").write("deeper")
                _ = try await expect([root.pushing("a/b/c/d")], from: &changes)
                try root.appending("a").remove()
                _ = try await expect([root.pushing("a/b/c/d")], from: &changes)
            }
        }
    }

    @Test func placesNoWatchWhereEverythingIsIgnored() async throws {
        try await withTemporaryDirectory { root in
            for name in ["src/a", "node_modules/p/q", "node_modules/r/s", ".git/objects/x"] {
                try root.pushing(FilePath(name)).write("")
            }
            var rules = IgnoreRuleSet(try IgnoreRules(["node_modules"]), relativeTo: root)
            rules.ignore(.editorsAndVersionControl, relativeTo: root)
            let watcher = try InotifyWatcher(roots: [WatchRoot(path: root, ignoring: rules)], timing: .interactive)
            try await watcher.start()
            let onTheWay = root.components.count
            #expect(await watcher.watchCount == onTheWay + 2)
            try root.pushing("node_modules/new/deep/file").write("")
            try root.pushing(".git/refs/x").write("")
            try root.pushing("src/.a.swp").write("")
            try root.pushing("src/b").write("")
            let batch = try await watcher.nextBatch()
            #expect(batch?.paths == [root.pushing("src/b")])
            #expect(batch?.trees == [])
            await watcher.stop()
        }
    }

    @Test func reportsAnExceptionBelowAnIgnoredDirectory() async throws {
        try await withTemporaryDirectory { root in
            let rules = IgnoreRuleSet(try IgnoreRules(["*", "!**/*.py"]), relativeTo: root)
            try await withFileWatcher(roots: [WatchRoot(path: root, ignoring: rules)]) { changes in
                var changes = changes.makeAsyncIterator()
                try root.pushing("pkg/sub/a.py").write("1")
                _ = try await expect([root.pushing("pkg/sub/a.py")], from: &changes)
                try root.pushing("pkg/sub/a.js").write("1")
                try root.pushing("pkg/sub/a.py").write("2")
                let batch = try await expect([root.pushing("pkg/sub/a.py")], from: &changes)
                #expect(!batch.paths.contains(root.pushing("pkg/sub/a.js")))
            }
        }
    }

    @Test func followsARootThatComesAndGoes() async throws {
        try await withTemporaryDirectory { base in
            let root = base.pushing("not/yet/there")
            try await withFileWatcher(roots: [WatchRoot(path: root)]) { changes in
                var changes = changes.makeAsyncIterator()
                try root.appending("a").write("1")
                _ = try await expect([root.appending("a")], from: &changes)
                try base.appending("not").remove()
                _ = try await expect([root], from: &changes)
                try root.appending("b").write("1")
                _ = try await expect([root.appending("b")], from: &changes)
                try root.move(to: base.appending("aside"))
                _ = try await expect([root], from: &changes)
                try root.pushing("x/c").write("1")
                _ = try await expect([root.pushing("x/c")], from: &changes)
                try await Task.sleep(for: .milliseconds(50))
                try root.pushing("x/c").write("2")
                let batch = try await expect([root.pushing("x/c")], from: &changes)
                #expect(!batch.paths.contains { $0.starts(with: base.appending("aside")) })
            }
        }
    }

    #if os(Linux)
    @Test func watchesDirectoriesThatChangePlaces() async throws {
        typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
        let symbol = try #require(dlsym(nil, "renameat2"))
        let rename = unsafeBitCast(symbol, to: Rename.self)
        try await withTemporaryDirectory { root in
            let (a, b) = (root.appending("a"), root.appending("b"))
            try a.appending("1").write("1")
            try b.appending("2").write("2")
            try await withFileWatcher(roots: [WatchRoot(path: root)]) { changes in
                var changes = changes.makeAsyncIterator()
                let exchanging: UInt32 = 2
                #expect(rename(AT_FDCWD, a.string, AT_FDCWD, b.string, exchanging) == 0)
                _ = try await expect([a.appending("2"), b.appending("1")], from: &changes)
                for file in [b.appending("1"), a.appending("2")] {
                    try file.write("3")
                    _ = try await expect([file], from: &changes)
                }
            }
        }
    }
    #endif

    @Test func watchesASingleFileThroughAtomicSaves() async throws {
        try await withTemporaryDirectory { base in
            let file = base.appending("conf")
            try file.write("1")
            try await withFileWatcher(roots: [WatchRoot(path: file)]) { changes in
                var changes = changes.makeAsyncIterator()
                for round in 0..<3 {
                    try base.appending("tmp").write("\(round)")
                    try base.appending("tmp").move(to: file)
                    let batch = try await expect([file], from: &changes)
                    #expect(!batch.paths.contains(base.appending("tmp")))
                    try file.write("in place")
                    _ = try await expect([file], from: &changes)
                }
            }
        }
    }

    @Test func watchesAFileBesideADirectory() async throws {
        try await withTemporaryDirectory { base in
            try base.appending("conf").write("1")
            try base.pushing("src/a").write("1")
            let roots = [WatchRoot(path: base.appending("conf")), WatchRoot(path: base.appending("src"))]
            for roots in [roots, roots.reversed()] {
                try await withFileWatcher(roots: roots) { changes in
                    var changes = changes.makeAsyncIterator()
                    try base.appending("conf").write("2")
                    _ = try await expect([base.appending("conf")], from: &changes)
                    try base.pushing("src/a").write("2")
                    _ = try await expect([base.pushing("src/a")], from: &changes)
                }
            }
        }
    }

    @concurrent private func write(_ paths: [FilePath]) async throws {
        for path in paths { try path.write("x") }
    }

    @Test func losesNothingInABurstOfNewDirectories() async throws {
        try await withTemporaryDirectory { root in
            try await withFileWatcher(roots: [WatchRoot(path: root)]) { changes in
                let expected = (0..<60).flatMap { outer in
                    (0..<10).map { root.pushing(FilePath("d\(outer)/e\(outer % 7)/f/\($0)")) }
                }
                async let writing: Void = write(expected)
                var changes = changes.makeAsyncIterator()
                _ = try await expect(expected, from: &changes)
                try await writing
            }
        }
    }

    @Test func asksForARescanOfAllRootsAfterAnOverflow() async throws {
        try await withTemporaryDirectory { base in
            let roots = [WatchRoot(path: base.appending("a")), WatchRoot(path: base.appending("b"))]
            let watcher = try InotifyWatcher(roots: roots, timing: .interactive)
            try await watcher.start()
            try await watcher.accept(InotifyEvent(watch: -1, mask: .overflow, name: nil), at: .now)
            let batch = try await watcher.nextBatch()
            #expect(batch?.trees == [base.appending("a"), base.appending("b")])
            #expect(batch?.lostEvents == true)
            await watcher.stop()
            #expect(try await watcher.nextBatch() == nil)
        }
    }

    @Test func endsWhenTheTaskIsCancelled() async throws {
        try await withTemporaryDirectory { root in
            let ended = try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    try await withFileWatcher(roots: [WatchRoot(path: root)]) { changes in
                        for try await _ in changes {}
                        return true
                    }
                }
                try await Task.sleep(for: .milliseconds(30))
                group.cancelAll()
                return try await group.next()
            }
            #expect(ended == true)
        }
    }

    @Test func saysWhichLimitToRaise() {
        #expect(
            Diagnostic.rendered(FileWatchingError(.watchLimitReached("/p/d")).diagnostics) == """
                error: cannot watch '/p/d': the system's limit of inotify watches is reached

                hint: raise it with 'sysctl fs.inotify.max_user_watches=1048576', or ignore large directories (EG0706)
                """
        )
    }
}
