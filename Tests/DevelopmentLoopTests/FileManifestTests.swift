import FileWatching
import Foundation
import IgnoreRules
import SystemPackage
import TestSupport
import Testing

@testable import DevelopmentLoop

@Suite struct FileManifestTests {
    /// A time so late that no file is fresh.
    private let later = FileMetadata.Timestamp(seconds: 4_000_000_000)

    private func batch(_ paths: [FilePath] = [], trees: [FilePath] = []) -> ChangeBatch {
        ChangeBatch(paths: Set(paths), trees: Set(trees), firstEvent: .now)
    }

    /// Makes files, and looks at them.
    private func manifest(of names: [String], below root: FilePath) throws -> FileManifest {
        for name in names { try root.pushing(FilePath(name)).write("1") }
        var manifest = FileManifest(root: root, rules: IgnoreRuleSet())
        _ = manifest.rescan(now: later)
        return manifest
    }

    private func names(_ changes: [FileChange], below root: FilePath) -> [String] {
        changes.map { change in
            var path = change.path
            _ = path.removePrefix(root)
            return (change.new == nil ? "-" : change.old == nil ? "+" : "~") + path.string
        }
    }

    @Test func tellsHintsFromChanges() async throws {
        try await withTemporaryDirectory { root in
            for name in ["a", "b", "d/c"] { try root.pushing(FilePath(name)).write("1") }
            var manifest = FileManifest(root: root, rules: IgnoreRuleSet(try IgnoreRules(["*.log"]), relativeTo: root))
            #expect(names(manifest.rescan(now: later), below: root) == ["+", "+a", "+b", "+d", "+d/c"])
            #expect(manifest.resolve(batch([root.appending("a")]), now: later) == [])
            try root.appending("a").write("22")
            try root.appending("x.log").write("2")
            try root.appending("b").remove()
            let changes = manifest.resolve(
                batch(["a", "b", "x.log", "gone"].map { root.appending($0) } + ["/elsewhere"]),
                now: later
            )
            #expect(names(changes, below: root) == ["-gone", "-b", "~a"])
            #expect(changes.first?.isFleeting == true)
        }
    }

    @Test func resolvesTrees() async throws {
        try await withTemporaryDirectory { root in
            var manifest = try manifest(of: ["d/e/1", "d/2", "z"], below: root)
            try root.appending("d").move(to: root.appending("m"))
            let changes = manifest.resolve(batch(trees: [root.appending("d"), root.appending("m")]), now: later)
            #expect(
                names(changes, below: root) == ["-d/e/1", "-d/e", "-d/2", "-d", "+m", "+m/2", "+m/e", "+m/e/1"]
            )
            #expect(manifest.resolve(batch(trees: [root]), now: later) == [])
            try root.remove()
            #expect(manifest.resolve(batch(trees: [root.removingLastComponent()]), now: later).count == 6)
            #expect(manifest.count == 0)
        }
    }

    @Test func seesADirectoryReplacedByAFile() async throws {
        try await withTemporaryDirectory { root in
            try root.pushing("x/1").write("1")
            var manifest = FileManifest(root: root, rules: IgnoreRuleSet())
            _ = manifest.rescan(now: later)
            try root.appending("x").remove()
            try root.appending("x").write("file")
            let changes = manifest.resolve(batch([root.appending("x")]), now: later)
            #expect(names(changes, below: root) == ["-x/1", "~x"])
        }
    }

    @Test func distrustsFreshFiles() async throws {
        try await withTemporaryDirectory { root in
            let file = root.appending("a")
            try file.write("1")
            let modified = try FileMetadata(of: file).modified
            var manifest = FileManifest(root: root, rules: IgnoreRuleSet())
            _ = manifest.rescan(now: modified)
            #expect(manifest.resolve(batch([file]), now: later).count == 1)
            #expect(manifest.resolve(batch([file]), now: later).count == 0)
        }
    }

    @Test func doesNotLookThroughLinks() async throws {
        try await withTemporaryDirectory { root in
            var manifest = try manifest(of: ["a/1", "a/s/2", "d/1", "d/s/2"], below: root)
            let d = root.appending("d")
            try d.remove()
            try d.makeLink(to: "a")
            let hints = batch([d.appending("1"), d.pushing("s/2")], trees: [d.appending("s")])
            #expect(names(manifest.resolve(hints, now: later), below: root) == ["-d/s/2", "-d/s", "-d/1"])
            #expect(names(manifest.resolve(batch([d]), now: later), below: root) == ["~d"])
        }
    }

    /// A directory was found with another mode, and then away for a moment; a container has lost it with its files.
    @Test func aDirectoryThatWasForgottenTakesItsFilesWithIt() async throws {
        try await withTemporaryDirectory { root in
            var manifest = try manifest(of: ["d/1"], below: root)
            let d = root.appending("d")
            var other = try FileMetadata(of: d)
            other.mode ^= 0o001
            #expect(manifest.forget(unless: HostObservation(present: [d: other])) == [d])
            #expect(manifest.forget(unless: HostObservation(absent: [d])) == [d, d.appending("1")])
            #expect(names(manifest.resolve(batch(trees: [d]), now: later), below: root) == ["+d", "+d/1"])
        }
    }

    /// The container has an old version of a file that was there for a moment, and is not any more.
    @Test func whatCameAndWentBetweenTwoLooksIsLookedAtAgain() async throws {
        try await withTemporaryDirectory { root in
            var manifest = try manifest(of: ["a"], below: root)
            let gone = root.pushing("d/1")
            #expect(manifest.forget(unless: HostObservation(unsettled: [gone])) == [gone])
            #expect(names(manifest.resolve(batch([gone]), now: later), below: root) == ["-d/1"])
            let a = root.appending("a")
            #expect(manifest.forget(unless: HostObservation(unsettled: [a])) == [a])
            #expect(names(manifest.resolve(batch([a]), now: later), below: root) == ["+a"])
        }
    }

    /// A container has the file, in whatever state.
    @Test func theEndOfWhatWasForgottenIsNotMissed() async throws {
        try await withTemporaryDirectory { root in
            var manifest = try manifest(of: ["d/1"], below: root)
            let file = root.pushing("d/1")
            var other = try FileMetadata(of: file)
            other.inode += 1
            #expect(manifest.forget(unless: HostObservation(present: [file: other])) == [file])
            try root.appending("d").remove()
            let changes = manifest.resolve(batch(trees: [root.appending("d")]), now: later)
            #expect(names(changes, below: root) == ["-d/1", "-d"])
            #expect(changes.allSatisfy { !$0.isFleeting })
        }
    }

    @Test func forgetsWhatWasFoundOtherwise() async throws {
        try await withTemporaryDirectory { root in
            var manifest = try manifest(of: ["d/1", "d/2", "e", "f"], below: root)
            let d = root.appending("d")
            let e = root.appending("e")
            let same = HostObservation(present: [e: try FileMetadata(of: e), d: try FileMetadata(of: d)])
            #expect(manifest.forget(unless: same) == [])
            // A container was served while 'd' was away for a moment, and lost it.
            let doubts = manifest.forget(unless: HostObservation(absent: [d, root.appending("never there")]))
            #expect(names(manifest.resolve(batch(Array(doubts)), now: later), below: root) == ["+d", "+d/1", "+d/2"])
            var other = try FileMetadata(of: e)
            other.inode += 1
            #expect(manifest.forget(unless: HostObservation(present: [e: other])) == [e])
            #expect(names(manifest.resolve(batch([e]), now: later), below: root) == ["+e"])
            let whole = HostObservation(present: [root: try FileMetadata(of: root)], isWhole: true)
            #expect(manifest.forget(unless: whole).count == 5)
            #expect(manifest.count == 1)
        }
    }

    @Test func oneThatFollowsAnotherFindsWhatChangedInBetween() async throws {
        try await withTemporaryDirectory { root in
            let former = try manifest(of: ["a", "b", "c"], below: root)
            try root.appending("a").write("22")
            try root.appending("c").remove()
            try root.appending("d").write("1")
            var ignoring = IgnoreRuleSet()
            ignoring.ignore(try IgnoreRules(["b"]), relativeTo: root)
            var later = FileManifest(after: former, rules: ignoring)
            #expect(names(later.catchUp(ignoredBefore: IgnoreRuleSet()), below: root) == ["-c", "~a", "+d"])
            #expect(later.count == 3)
            // What is not ignored any more is new without having changed.
            var last = FileManifest(after: later, rules: IgnoreRuleSet())
            let found = names(last.catchUp(ignoredBefore: ignoring), below: root)
            #expect(!found.contains("+b"))
        }
    }
}
