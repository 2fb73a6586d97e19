import ComposeModel
import EngineClient
import Foundation
import Operations
import SessionEvents
import Synchronization
import TestSupport
import Testing

@Suite struct WatchLockTests {
    private func withFolder(_ body: (ProjectFolder) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(ProjectFolder(path: path))
    }

    private func holder(_ process: ProcessIdentity = .current) -> WatchHolder {
        WatchHolder(process: process, isInBackground: true, services: ["app"])
    }

    @Test func oneHasItAndOthersLearnWho() async throws {
        try await withFolder { folder in
            #expect(WatchLock.holder(folder) == nil)
            let lock = try WatchLock.acquire(folder, of: "p", as: holder())
            #expect(WatchLock.holder(folder) == holder())
            #expect(throws: WatchLock.Failure.held(holder(), project: "p")) {
                try WatchLock.acquire(folder, of: "p", as: holder())
            }
            // Who was refused changed nothing.
            #expect(WatchLock.holder(folder) == holder())
            lock.release()
            #expect(WatchLock.holder(folder) == nil)
            try WatchLock.acquire(folder, of: "p", as: holder()).release()
        }
    }

    @Test func aProcessWithTheSameNumberIsNotTakenForIt() async throws {
        try await withFolder { folder in
            var later = ProcessIdentity.current
            later.start += 1
            #expect(ProcessIdentity.current.isAlive)
            #expect(!later.isAlive)
            let lock = try WatchLock.acquire(folder, of: "p", as: holder(later))
            #expect(WatchLock.holder(folder) == nil)
            lock.release()
        }
    }

    @Test func aFolderThatCannotBeWrittenIsNamed() async throws {
        try await withFolder { folder in
            try Data().write(to: URL(fileURLWithPath: folder.path))
            do {
                _ = try WatchLock.acquire(folder, of: "p", as: holder())
                Issue.record("it was acquired")
            } catch WatchLock.Failure.unusable(let path, _) {
                #expect(path == folder.path)
            }
        }
    }

    @Test func eachProjectAndEngineHasAFolder() {
        func path(
            _ project: ProjectName,
            _ socket: String,
            _ environment: [String: String] = [:],
            home: String = "/home/me"
        ) -> String {
            ProjectFolder(
                of: project,
                at: EngineEndpoint(socketPath: socket),
                environment: environment,
                homeDirectory: home
            )
            .path
        }
        #expect(path("p", "/a").hasPrefix("/home/me/.local/state/engarde/p-"))
        #expect(path("p", "/a") != path("p", "/b"))
        #expect(path("../p", "/a").hasPrefix("/home/me/.local/state/engarde/.._p-"))
        #expect(path("p", "/e", ["XDG_STATE_HOME": "/state"]).hasPrefix("/state/engarde/p-"))
        #expect(path("p", "/e", ["XDG_STATE_HOME": "state"]).hasPrefix("/home/me/.local/state/"))
        let temporary = FileManager.default.temporaryDirectory.path
        #expect(path("p", "/e", home: "/").hasPrefix("\(temporary)/engarde-\(getuid())/p-"))
    }

    @Test func aSocketIsTheOneThatItsLinkLeadsTo() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let (socket, link) = (directory.appendingPathComponent("a"), directory.appendingPathComponent("b"))
        try Data().write(to: socket)
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: socket)
        let paths = [socket, link].map {
            ProjectFolder(
                of: "p",
                at: EngineEndpoint(socketPath: $0.path),
                environment: [:],
                homeDirectory: "/home/me"
            )
            .path
        }
        #expect(paths[0] == paths[1])
    }
}

@Suite struct WatchLogTests {
    private func withLog(limit: Int = WatchLog.limit, _ body: (String, WatchLog) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let wallClock = WallClock { .seconds(1_700_000_000) }
        try await body(path, try #require(WatchLog(path: path, limit: limit, wallClock: wallClock)))
    }

    @Test func linesHaveTheirTimes() async throws {
        try await withLog { path, log in
            log.append(" ✔ app  sync a\n")
            log.append("one\ntwo\n")
            let lines = WatchLog.lines(of: path)
            #expect(
                lines == [
                    "2023-11-14T22:13:20Z  ✔ app  sync a", "2023-11-14T22:13:20Z one", "2023-11-14T22:13:20Z two",
                ]
            )
            #expect(lines.map(WatchLog.text) == [" ✔ app  sync a", "one", "two"])
            #expect(WatchLog.lines(of: path, tail: 1).map(WatchLog.text) == ["two"])
            #expect(WatchLog.text(of: "Fatal error: Z things") == "Fatal error: Z things")
        }
    }

    @Test func theOlderHalfIsDropped() async throws {
        try await withLog(limit: 4_096) { path, log in
            for number in 0..<1_000 { log.append("line \(number)\n") }
            let lines = WatchLog.lines(of: path).map(WatchLog.text)
            #expect(lines.last == "line 999")
            #expect(lines.count < 200)
            #expect(lines == (1_000 - lines.count..<1_000).map { "line \($0)" })
        }
    }

    @Test func followingEndsWithTheWatcherAndMissesNothing() async throws {
        try await withLog { path, log in
            log.append("one\ntwo\n")
            let shown = Lines()
            let clock = TestClock()
            try await clock.passing(within: .seconds(1)) {
                try await WatchLog.follow(path, tail: 1, clock: clock, while: { shown.count < 2 }) { lines in
                    shown.add(lines.map(WatchLog.text))
                    if shown.count == 1 { log.append("three\n") } else { log.append("four\n") }
                }
            }
            #expect(shown.all == ["two", "three", "four"])
        }
    }
}

/// Lines that were shown.
private final class Lines: Sendable {
    private let state = Mutex<[[String]]>([])
    var count: Int { state.withLock(\.count) }
    var all: [String] { state.withLock { $0.flatMap { $0 } } }
    func add(_ lines: [String]) { state.withLock { $0.append(lines) } }
}
