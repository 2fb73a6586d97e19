import ComposeModel
import IgnoreRules
import SystemPackage
import Testing

@testable import DevelopmentLoop

@Suite struct WatchDecisionTests {
    private static let file = FileMetadata(kind: .file, size: 1)
    private static let directory = FileMetadata(kind: .directory)

    private func rule(_ action: WatchRule.Action) -> WatchedPath {
        WatchedPath(action: action, host: "/p/src", container: "/app")
    }

    private func written(_ path: FilePath) -> FileChange { FileChange(path: path, old: nil, new: Self.file) }
    private func deleted(_ path: FilePath) -> FileChange { FileChange(path: path, old: Self.file, new: nil) }

    @Test func copiesWhatChanged() {
        let decision = WatchDecision(
            rules: [rule(.sync)],
            changes: [0: [deleted("/p/src/b"), written("/p/src/a")]]
        )
        #expect(decision.copies == [0: ["/p/src/b", "/p/src/a"]])
        #expect(decision.copyCount == 2)
        #expect(decision.path == "/p/src/a")
        #expect(!decision.restarts && !decision.rebuilds)
    }

    @Test func appliesAllRulesThatMatch() {
        let decision = WatchDecision(
            rules: [rule(.sync), rule(.restart), rule(.syncAndExec)],
            changes: [0: [written("/p/src/a")], 1: [written("/p/src/a")], 2: [written("/p/src/a")]]
        )
        #expect(decision.copies == [0: ["/p/src/a"], 2: ["/p/src/a"]])
        #expect(decision.copyCount == 1)
        #expect(decision.restarts)
        #expect(decision.hooks == [2])
    }

    @Test func needsNoRestartBesideARebuild() {
        let decision = WatchDecision(
            rules: [rule(.syncAndRestart), rule(.rebuild)],
            changes: [0: [written("/p/src/a")], 1: [written("/p/src/package.json")]]
        )
        #expect(decision.rebuilds)
        #expect(decision.path == "/p/src/package.json")
        #expect(!decision.restarts && decision.hooks.isEmpty)
        #expect(decision.copies == [0: ["/p/src/a"]])
    }

    @Test func doesNothingWithoutChanges() {
        #expect(WatchDecision(rules: [rule(.rebuild), rule(.sync)], changes: [0: [], 1: []]).isEmpty)
    }

    @Test func doesNotActOnFleetingFiles() {
        let fleeting = FileChange(path: "/p/src/tmp", old: nil, new: nil)
        #expect(WatchDecision(rules: [rule(.rebuild)], changes: [0: [fleeting]]).isEmpty)
        #expect(WatchDecision(rules: [rule(.restart)], changes: [0: [fleeting]]).isEmpty)
        let copying = WatchDecision(rules: [rule(.sync)], changes: [0: [fleeting]])
        #expect(copying.copies == [0: ["/p/src/tmp"]])
        #expect(copying.copyCount == 0)
    }

    @Test func doesNotActOnTheRootDirectoryAlone() {
        let root = FileChange(path: "/p/src", old: nil, new: Self.directory)
        #expect(WatchDecision(rules: [rule(.rebuild)], changes: [0: [root]]).isEmpty)
    }

    @Test func mergesWithoutLosingAnything() {
        var decision = WatchDecision(rules: [rule(.sync)], changes: [0: [written("/p/src/a")]])
        decision.merge(WatchDecision(rules: [rule(.syncAndRestart)], changes: [0: [deleted("/p/src/b")]]))
        #expect(decision.copies == [0: ["/p/src/a", "/p/src/b"]])
        #expect(decision.restarts)
        #expect(decision.path == "/p/src/a")
        decision.merge(WatchDecision(rules: [rule(.rebuild)], changes: [0: [written("/p/src/c")]]))
        #expect(decision.rebuilds && !decision.restarts)
        #expect(decision.path == "/p/src/c")
    }

    @Test func mapsPathsBothWays() {
        let rule = rule(.sync)
        #expect(rule.containerPath(of: "/p/src/a/b") == "/app/a/b")
        #expect(rule.hostPath(of: "/app/a/b") == "/p/src/a/b")
        let file = WatchedPath(action: .sync, host: "/p/conf", container: "/etc/conf")
        #expect(file.containerPath(of: "/p/conf") == "/etc/conf")
        #expect(file.hostPath(of: "/etc/conf") == "/p/conf")
    }
}
