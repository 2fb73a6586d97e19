import ComposeModel
import IgnoreRules
import SystemPackage
import TestSupport
import Testing

@testable import DevelopmentLoop

/// What a comparison makes of what a container says, which looks through its links.
@Suite struct TreeComparisonTests {
    /// A container that has some files.
    private final class Container: FileReceiver {
        let owner = FileOwner.root
        let connection: ReceiverConnection? = nil
        private let files: [FilePath: ContainerFile]

        init(_ files: [FilePath: ContainerFile]) { self.files = files }

        func look(at paths: [FilePath], target: TargetID) async throws -> [FilePath: ContainerFile]? {
            files.filter { path, _ in paths.contains(path) }
        }

        func checksums(of paths: [FilePath], size: Int64, target: TargetID) async throws -> [FilePath: UInt32]? { [:] }

        func differingLinks(
            _ links: [(path: FilePath, target: [UInt8])],
            target: TargetID
        ) async throws -> Set<FilePath> { [] }

        func apply(_ operations: [SyncOperation], target: TargetID) async throws -> SyncResult { SyncResult() }
    }

    /// The host has a directory where the container has a link to one that holds the same.
    @Test(arguments: [true, false])
    func whatIsBehindALinkIsNotThereOnceTheLinkIsReplaced(wasSent: Bool) async throws {
        try await withTemporaryDirectory { root in
            let rule = WatchedPath(action: .sync, host: root, container: "/c")
            let paths = ["d", "d/1", "d/s", "d/s/2"].map { root.pushing(FilePath($0)) }
            try paths[1].write("1")
            try paths[3].write("2")
            let history = PathHistory()
            if wasSent { history.note([paths[0]: FileMetadata(kind: .symbolicLink)]) }
            var there: [FilePath: ContainerFile] = [:]
            for path in paths {
                let metadata = try FileMetadata(of: path)
                there[rule.containerPath(of: path)] = ContainerFile(
                    kind: path == paths[0] ? .symbolicLink : metadata.kind,
                    mode: metadata.mode,
                    size: metadata.size,
                    modified: metadata.modified,
                    owner: .root
                )
            }
            var tree = ContainerTree(owner: .root, history: history)
            let (differences, isComplete, _) = try await TreeComparison.differences(
                of: rule,
                target: 0,
                history: history,
                in: Container(there),
                &tree
            )
            #expect(isComplete)
            #expect(Set(differences) == (wasSent ? Set(paths) : []), "files go through a link of the image's")
            let sent = tree.operations(for: differences, of: rule).operations.words
            let whole = [
                "delete /c/d", "directory /c/d", "file /c/d/1", "directory /c/d/s", "file /c/d/s/2",
            ]
            #expect(sent == (wasSent ? whole : []))
        }
    }
}
