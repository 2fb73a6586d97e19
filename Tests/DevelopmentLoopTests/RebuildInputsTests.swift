import ComposeModel
import EngineAPI
import Foundation
import IgnoreRules
import OrderedCollections
import SystemPackage
import Testing

@testable import DevelopmentLoop

@Suite struct RebuildInputsTests {
    private func withTree(_ body: (URL, WatchedService) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(
            at: root.appendingPathComponent("lib"),
            withIntermediateDirectories: true
        )
        try Data("1".utf8).write(to: root.appendingPathComponent("version"))
        try Data("a".utf8).write(to: root.appendingPathComponent("lib/a"))
        let path = FilePath(root.path)
        let lib = path.appending("lib")
        let service = WatchedService(
            name: "app",
            paths: [
                WatchedPath(action: .rebuild, host: path.appending("version")),
                WatchedPath(
                    action: .rebuild,
                    host: lib,
                    rules: IgnoreRuleSet(try IgnoreRules(["*.log"]), relativeTo: lib)
                ),
            ]
        )
        try body(root, service)
    }

    private let longAgo = EngineTimestamp(seconds: 1_000)
    private let farAway = EngineTimestamp(seconds: 100_000_000_000)

    @Test func whatTheFilesHoldCountsAndNotTheirTimes() throws {
        try withTree { root, service in
            let built = try #require(RebuildInputs(of: service)).digests
            func change() -> String? {
                RebuildInputs(of: service)?.change(since: built, created: longAgo)?.lastComponent?.string
            }
            #expect(change() == nil)
            try Data("noise".utf8).write(to: root.appendingPathComponent("lib/x.log"))
            try Data("1".utf8).write(to: root.appendingPathComponent("version"))
            #expect(change() == nil)
            try Data("2".utf8).write(to: root.appendingPathComponent("version"))
            #expect(change() == "version")
            try Data("1".utf8).write(to: root.appendingPathComponent("version"))
            try Data("b".utf8).write(to: root.appendingPathComponent("lib/b"))
            #expect(change() == "lib")
            try FileManager.default.removeItem(at: root.appendingPathComponent("lib/b"))
            #expect(change() == nil)
            try FileManager.default.removeItem(at: root.appendingPathComponent("lib/a"))
            #expect(change() == "lib")
        }
    }

    @Test func withoutDigestsTheTimesCount() throws {
        try withTree { root, service in
            let inputs = try #require(RebuildInputs(of: service))
            #expect(inputs.change(since: nil, created: longAgo)?.lastComponent == "version")
            #expect(inputs.change(since: nil, created: farAway) == nil)
            // A rule that was added since.
            let version = inputs.digests.filter { $0.key.hasSuffix("version") }
            #expect(inputs.change(since: version, created: longAgo)?.lastComponent == "lib")
            #expect(inputs.change(since: version, created: farAway) == nil)
        }
    }

    @Test func theFurtherDirectoriesOfABuildCountWithoutWhatTheyIgnore() throws {
        try withTree { root, _ in
            let shared = root.appendingPathComponent("shared")
            try FileManager.default.createDirectory(at: shared, withIntermediateDirectories: true)
            try Data("*.log\n".utf8).write(to: shared.appendingPathComponent(".dockerignore"))
            try Data("a".utf8).write(to: shared.appendingPathComponent("a"))
            let link = root.appendingPathComponent("link")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: shared)
            var service = Service(name: "app", image: "x")
            service.watchRules = [WatchRule(path: "\(root.path)/version", action: .rebuild)]
            var build = BuildDefinition(context: root.path)
            build.additionalContexts = ["shared": link.path, "base": "docker-image://x", "lib": "service:lib"]
            service.build = build
            let built = try #require(try RebuildInputs(of: service)).digests
            func change() throws -> String? {
                try RebuildInputs(of: service)?.change(since: built, created: longAgo)?.lastComponent?.string
            }
            #expect(Set(built.keys) == ["\(root.path)/version", link.path])
            try Data("noise".utf8).write(to: shared.appendingPathComponent("x.log"))
            #expect(try change() == nil)
            try Data("b".utf8).write(to: shared.appendingPathComponent("a"))
            #expect(try change() == "link")
            service.watchRules = [WatchRule(path: root.path, action: .sync, target: "/app")]
            #expect(try RebuildInputs(of: service) == nil)
        }
    }

    @Test func aServiceWithoutARebuildRuleHasNone() {
        let service = WatchedService(name: "app", paths: [WatchedPath(action: .sync, host: "/a", container: "/a")])
        #expect(RebuildInputs(of: service) == nil)
    }
}

@Suite struct ModelFileTests {
    @Test func noRuleForADirectoryCopiesThemAndARuleForTheFileDoes() throws {
        var service = Service(name: "app", image: "x")
        service.watchRules = [
            WatchRule(path: "/p", action: .sync, target: "/app"),
            WatchRule(path: "/p/[a]*.env", action: .sync, target: "/app/env"),
            WatchRule(path: "/p", action: .restart),
        ]
        let files: Set<FilePath> = ["/p/compose.yaml", "/p/[a]*.env", "/elsewhere/x"]
        let paths = try #require(try WatchedService(service, without: files)).paths
        #expect(!paths[0].wants("/p/compose.yaml"))
        #expect(!paths[0].wants("/p/[a]*.env"))
        #expect(paths[0].wants("/p/ab.env"))
        #expect(paths[0].wants("/p/sub/compose.yaml"))
        #expect(paths[1].wants("/p/[a]*.env"))
        #expect(paths[2].wants("/p/compose.yaml"))
    }
}
