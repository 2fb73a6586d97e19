import ComposeModel
import IgnoreRules
import SystemPackage
import TestSupport
import Testing

@testable import DevelopmentLoop

/// What is sent and deleted where a directory becomes a link and a link a directory: nothing may go through the link.
@Suite struct ContainerTreeTests {
    private func words(_ operations: [SyncOperation]) -> [String] { operations.words }

    /// A tree of a container that has `a/1`, and `d`, the directory with `1` or the link.
    private func withTree(
        linked: Bool,
        _ body: (FilePath, inout ContainerTree, (_ paths: [String], inout ContainerTree) -> [String]) throws -> Void
    ) async throws {
        try await withTemporaryDirectory { root in
            let rule = WatchedPath(action: .sync, host: root, container: "/c")
            try root.pushing("a/1").write("1")
            if linked { try root.appending("d").makeLink(to: "a") } else { try root.pushing("d/1").write("1") }
            var tree = ContainerTree(owner: .root, history: PathHistory())
            tree.note([:])
            func operations(_ paths: [String], _ tree: inout ContainerTree) -> [String] {
                let result = tree.operations(for: paths.map { root.pushing(FilePath($0)) }, of: rule).operations
                tree.record(result)
                return words(result)
            }
            let first = operations(["a", "a/1", "d", "d/1"], &tree)
            #expect(first.contains("link /c/d a") == linked)
            #expect(first.contains("file /c/d/1") == !linked)
            try body(root, &tree, operations)
        }
    }

    @Test func theDirectoriesOfAFileAreKnownAndDeletedWithIt() async throws {
        try await withTree(linked: false) { root, tree, operations in
            try root.pushing("e/s/1").write("1")
            #expect(operations(["e/s/1"], &tree) == ["directory /c/e", "directory /c/e/s", "file /c/e/s/1"])
            #expect(operations(["e/s/1"], &tree) == ["file /c/e/s/1"])
            try root.appending("e").remove()
            #expect(operations(["e", "e/s", "e/s/1"], &tree) == ["delete /c/e"])
        }
    }

    /// A directory comes between two looks at it.
    @Test(arguments: [true, false])
    func aDirectoryThatWasLookedAtTooEarlyIsKnown(isMade: Bool) async throws {
        try await withTemporaryDirectory { root in
            let rule = WatchedPath(action: .sync, host: root, container: "/c")
            try root.pushing("e/s/1").write("1")
            let paths = ["e", "e/s", "e/s/1"].map { root.pushing(FilePath($0)) }
            var tree = ContainerTree(owner: .root, history: PathHistory())
            let file = try FileMetadata(of: paths[2])
            if isMade {
                tree.note([:])
                tree.record(tree.operations(for: paths, of: rule).operations)
            } else {
                let there = ContainerFile(kind: .directory, mode: 0o755, size: 0, modified: file.modified, owner: .root)
                tree.note(["/c/e": there, "/c/e/s": there])
            }
            let looks: [(FilePath, HostTree.Look)] = [
                (paths[0], .absent), (paths[1], .absent), (paths[2], .present(file)),
            ]
            let (result, observation, _) = tree.operations(after: looks, of: rule)
            #expect(
                words(result) == (isMade ? ["delete /c/e", "directory /c/e", "directory /c/e/s"] : []) + [
                    "file /c/e/s/1"
                ]
            )
            #expect(observation.absent == Set(paths.prefix(2)))
            tree.record(result)
            try root.appending("e").remove()
            #expect(
                words(tree.operations(for: paths, of: rule).operations)
                    == (isMade ? ["delete /c/e"] : ["delete /c/e/s/1", "remove /c/e/s", "remove /c/e"])
            )
        }
    }

    /// Of a container that cannot be looked at, what the host has and had is all that is known.
    @Test func theDirectoriesOfAFileAreRememberedWithoutALookAtTheContainer() async throws {
        try await withTemporaryDirectory { root in
            let rule = WatchedPath(action: .sync, host: root, container: "/c")
            try root.pushing("e/s/1").write("1")
            let paths = ["e", "e/s", "e/s/1"].map { root.pushing(FilePath($0)) }
            let tree = ContainerTree(owner: .root, history: PathHistory())
            #expect(words(tree.operations(for: paths.suffix(1), of: rule).operations) == ["file /c/e/s/1"])
            try root.appending("e").remove()
            #expect(
                words(tree.operations(for: paths, of: rule).operations)
                    == ["delete /c/e/s/1", "remove /c/e/s", "remove /c/e"]
            )
        }
    }

    @Test func aLinkOfTheImageStaysWhenTheDirectoryOfTheHostGoes() async throws {
        try await withTemporaryDirectory { root in
            let rule = WatchedPath(action: .sync, host: root, container: "/c")
            try root.pushing("run/1").write("1")
            let paths = ["run", "run/1"].map { root.pushing(FilePath($0)) }
            let history = PathHistory()
            var tree = ContainerTree(owner: .root, history: history)
            let time = try FileMetadata(of: paths[1]).modified
            tree.note([
                "/c/run": ContainerFile(kind: .symbolicLink, mode: 0o777, size: 4, modified: time, owner: .root)
            ])
            history.note([(key: paths[0], value: try FileMetadata(of: paths[0]))])
            let sent = tree.operations(for: paths.suffix(1), of: rule).operations
            #expect(words(sent) == ["file /c/run/1"])
            tree.record(sent)
            try root.appending("run").remove()
            #expect(words(tree.operations(for: paths, of: rule).operations) == ["delete /c/run/1"])
        }
    }

    @Test func aLinkInTheWayOfDeletionsIsReplacedFirst() async throws {
        try await withTree(linked: true) { root, tree, operations in
            try root.appending("d").remove()
            #expect(operations(["d/1"], &tree) == ["delete /c/d"])
            try root.pushing("d/1").write("2")
            #expect(operations(["d", "d/1"], &tree) == ["directory /c/d", "file /c/d/1"])
        }
    }

    @Test func aLinkInTheWayOfAFileIsReplacedFirst() async throws {
        try await withTree(linked: true) { root, tree, operations in
            try root.appending("d").remove()
            try root.pushing("d/1").write("2")
            #expect(operations(["d/1"], &tree) == ["delete /c/d", "directory /c/d", "file /c/d/1"])
        }
    }

    @Test func filesOfADirectoryThatBecameALinkAreDeletedBeforeItDoes() async throws {
        try await withTree(linked: false) { root, tree, operations in
            try root.appending("d").remove()
            try root.appending("d").makeLink(to: "a")
            #expect(operations(["d/1"], &tree) == ["delete /c/d/1"])
            #expect(operations(["d", "d/1"], &tree) == ["link /c/d a"])
            #expect(operations(["d/1"], &tree) == ["link /c/d a"])
            try root.appending("d").remove()
            #expect(operations(["d", "d/1"], &tree) == ["delete /c/d"])
        }
    }

    @Test func filesOfADirectoryThatWasALinkForAMomentAreDeleted() async throws {
        try await withTree(linked: false) { root, tree, operations in
            try root.appending("d").remove()
            try root.appending("d").makeLink(to: "a")
            #expect(operations(["d/1"], &tree) == ["delete /c/d/1"])
            try root.appending("d").remove()
            try root.appending("d").makeDirectory()
            #expect(operations(["d"], &tree) == ["directory /c/d"])
        }
    }
}
