import ComposeModel
import IgnoreRules
import SystemPackage
import TestSupport
import Testing

@testable import DevelopmentLoop

/// What is known of a container while the host changes between one look and the next.
@Suite struct ContainerTreeRaceTests {
    private func rule(_ root: FilePath) -> WatchedPath { WatchedPath(action: .sync, host: root, container: "/c") }

    private func found(_ kind: FileMetadata.Kind) -> ContainerFile {
        ContainerFile(kind: kind, mode: 0o755, size: 1, modified: .init(seconds: 1), owner: .root)
    }

    @Test(arguments: [FileMetadata.Kind.file, .symbolicLink])
    func theDirectoryInPlaceOfSomethingElseIsKnown(kind: FileMetadata.Kind) async throws {
        try await withTemporaryDirectory { root in
            let (e, file) = (root.appending("e"), root.pushing("e/1"))
            var tree = ContainerTree(owner: .root, history: PathHistory())
            tree.note([:])
            if kind == .file { try e.write("1") } else { try e.makeLink(to: "a") }
            tree.record(tree.operations(for: [e], of: rule(root)).operations)
            try e.remove()
            try file.write("1")
            let metadata = try FileMetadata(of: file)
            let looks: [(path: FilePath, look: HostTree.Look)] = [(e, .absent), (file, .present(metadata))]
            let sent = tree.operations(after: looks, of: rule(root)).operations
            #expect(sent.words == ["delete /c/e", "directory /c/e", "file /c/e/1"])
            tree.record(sent)
            try e.remove()
            #expect(tree.operations(for: [e, file], of: rule(root)).operations.words == ["delete /c/e"])
        }
    }

    /// The directories were looked at when they were not there, or never.
    @Test func directoriesThatWereMadeForAFileGoWithIt() async throws {
        try await withTemporaryDirectory { root in
            let file = root.pushing("e/s/1")
            try file.write("1")
            var tree = ContainerTree(owner: .root, history: PathHistory())
            tree.note([:])
            tree.record(tree.operations(for: [file], of: rule(root)).operations)
            try root.appending("e").remove()
            #expect(tree.operations(for: [file], of: rule(root)).operations.words == ["delete /c/e"])
        }
    }

    /// One of the files of a directory is told of later than the directory's end.
    @Test func aDirectoryGoesWithItsLastFile() async throws {
        try await withTemporaryDirectory { root in
            let paths = ["e", "e/1", "e/2"].map { root.pushing(FilePath($0)) }
            var tree = ContainerTree(owner: .root, history: PathHistory())
            tree.note(["/c/e": found(.directory), "/c/e/1": found(.file), "/c/e/2": found(.file)])
            let first = tree.operations(for: paths.prefix(2), of: rule(root)).operations
            #expect(first.words == ["delete /c/e/1", "remove /c/e"])
            tree.record(first)
            #expect(tree.removalCount(of: first) == 0)
            let second = tree.operations(for: paths.suffix(1), of: rule(root)).operations
            #expect(second.words == ["delete /c/e/2", "remove /c/e"])
            tree.record(second)
            #expect(tree.removalCount(of: second) == 1)
            #expect(tree.operations(for: paths, of: rule(root)).operations == [])
        }
    }

    @Test func aLinkOfTheImageStaysWhenTheDirectoryOfTheHostChanges() async throws {
        try await withTemporaryDirectory { root in
            let (run, file) = (root.appending("run"), root.pushing("run/1"))
            try file.write("1")
            var tree = ContainerTree(owner: .root, history: PathHistory())
            tree.note(["/c/run": found(.symbolicLink)])
            #expect(tree.operations(for: [run], of: rule(root)).operations == [])
            #expect(tree.operations(for: [run, file], of: rule(root)).operations.words == ["file /c/run/1"])
        }
    }

    /// What the link leads to has directories of the same names, and they are not the image's.
    @Test func whatIsBehindALinkThatIsReplacedIsNotTheImages() async throws {
        try await withTemporaryDirectory { root in
            let paths = ["d", "d/s", "d/s/1"].map { root.pushing(FilePath($0)) }
            var tree = ContainerTree(owner: .root, history: PathHistory())
            tree.note([:])
            try paths[0].makeLink(to: "a")
            tree.record(tree.operations(for: paths.prefix(1), of: rule(root)).operations)
            try paths[0].remove()
            try paths[2].write("1")
            let operations = tree.operations(for: paths, of: rule(root)).operations
            #expect(operations.words == ["delete /c/d", "directory /c/d", "directory /c/d/s", "file /c/d/s/1"])
            #expect(tree.unknownDirectories(in: operations) == [])
        }
    }

    /// An earlier receiver may have made the link already: a deletion would reach what it leads to.
    @Test func nothingIsDeletedThroughALinkThatMayBeThere() async throws {
        try await withTemporaryDirectory { root in
            let (d, file) = (root.appending("d"), root.pushing("d/1"))
            let history = PathHistory()
            try file.write("1")
            let former = ContainerTree(owner: .root, history: history)
            #expect(former.operations(for: [d, file], of: rule(root)).operations.words.count == 2)
            try d.remove()
            try d.makeLink(to: "/etc")
            let tree = ContainerTree(owner: .root, history: history)
            #expect(tree.operations(for: [d, file], of: rule(root)).operations.words == ["link /c/d /etc"])
        }
    }

    /// A link becomes a directory between two looks, and a link again.
    @Test func nothingIsSentThroughALinkThatWasADirectoryForAMoment() async throws {
        try await withTemporaryDirectory { root in
            let (d, file) = (root.appending("d"), root.pushing("d/1"))
            try root.pushing("a/1").write("1")
            try d.makeLink(to: "a")
            let looks: [(path: FilePath, look: HostTree.Look)] = [
                (d, .present(try FileMetadata(of: d))), (file, .present(try FileMetadata(of: file))),
            ]
            var tree = ContainerTree(owner: .root, history: PathHistory())
            tree.note([:])
            let (operations, observation, _) = tree.operations(after: looks, of: rule(root))
            #expect(operations.words == ["link /c/d a"])
            #expect(observation.unsettled == [file], "it is looked at again")
        }
    }
}
