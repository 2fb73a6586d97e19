import Foundation
import IgnoreRules
import SystemPackage
import Testing

@Suite struct FileTreeWalkTests {
    private func withTree(_ files: [String], _ body: (FilePath) throws -> Void) throws {
        let root = FilePath(FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path)
            .appending("engarde-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: root.string) }
        for file in files {
            let path = root.pushing(FilePath(file))
            try FileManager.default.createDirectory(
                atPath: path.removingLastComponent().string,
                withIntermediateDirectories: true
            )
            #expect(FileManager.default.createFile(atPath: path.string, contents: Data()))
        }
        try body(root)
    }

    private func paths(of walk: FileTreeWalk, below root: FilePath) -> [String] {
        walk.compactMap { step in
            guard case .file(var path, _) = step, path.removePrefix(root) else { return nil }
            return path.string
        }
    }

    @Test func goesIntoDepthInOrder() throws {
        try withTree(["b/2", "b/1", "a", "c"]) { root in
            #expect(paths(of: FileTreeWalk(of: root), below: root) == ["", "a", "b", "b/1", "b/2", "c"])
        }
    }

    @Test func showsAnExceptionBelowAnIgnoredDirectory() throws {
        try withTree(["lib/a.py", "lib/a.js", "gen/x", "src/deep/b.py"]) { root in
            let rules = IgnoreRuleSet(try IgnoreRules(["*", "!**/*.py"]), relativeTo: root)
            #expect(
                paths(of: FileTreeWalk(of: root, ignoring: rules), below: root) == ["", "lib/a.py", "src/deep/b.py"]
            )
        }
    }

    @Test func doesNotEnterWhatCanBeSkipped() throws {
        try withTree(["node_modules/a/b", "src/x"]) { root in
            let closed = root.appending("node_modules")
            #expect(chmod(closed.string, 0) == 0)
            let rules = IgnoreRuleSet(try IgnoreRules(["node_modules"]), relativeTo: root)
            #expect(paths(of: FileTreeWalk(of: root, ignoring: rules), below: root) == ["", "src", "src/x"])
            #expect(chmod(closed.string, 0o755) == 0)
        }
    }

    @Test func doesNotFollowSymbolicLinks() throws {
        try withTree(["real/x"]) { root in
            try FileManager.default.createSymbolicLink(
                atPath: root.appending("link").string,
                withDestinationPath: "real"
            )
            #expect(paths(of: FileTreeWalk(of: root), below: root) == ["", "link", "real", "real/x"])
        }
    }

    @Test func isEmptyForAMissingRoot() {
        #expect(Array(FileTreeWalk(of: "/does/not/exist")).isEmpty)
    }
}
