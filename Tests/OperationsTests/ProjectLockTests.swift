import ComposeModel
import Convergence
import EngineClient
import Foundation
import SessionEvents
import Synchronization
import TestSupport
import Testing

@testable import Operations

/// One process at a time, with the lock of a second `ProjectLock` in the part of the other process.
@Suite struct ProjectLockTests {
    /// What happened, in order.
    private final class Log: Sendable {
        private let state = Mutex<[String]>([])
        var lines: [String] { state.withLock(\.self) }
        func note(_ line: String) { state.withLock { $0.append(line) } }
    }

    private static let morning = WallClock { .seconds(1_700_000_000) }

    private struct Fixture: ~Copyable {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        let events = RecordedEvents()

        func lock(_ verb: String = "up", socket: String = "/nowhere/docker.sock") -> ProjectLock {
            let folder = ProjectFolder(
                of: "shop",
                at: EngineEndpoint(socketPath: socket),
                environment: ["XDG_STATE_HOME": directory],
                homeDirectory: "/"
            )
            return ProjectLock("shop", in: folder, verb: verb)
        }

        deinit { try? FileManager.default.removeItem(atPath: directory) }
    }

    @Test func aSecondProcessWaitsUntilTheFirstIsDone() async throws {
        let fixture = Fixture()
        let (first, second) = (fixture.lock(), fixture.lock("down"))
        let events = fixture.events
        let clock = TestClock()
        let log = Log()
        let (held, isHeld) = AsyncStream<Void>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await first.withLock(reporting: events, clock: clock, wallClock: Self.morning) { _ in
                    isHeld.finish()
                    await clock.waitForSleepers(within: .seconds(1))
                    clock.advance(by: .seconds(2))
                    // The other one has said that it waits, and waits on.
                    await clock.waitForSleepers(within: .seconds(1))
                    log.note("first is done")
                }
                clock.advance(by: .seconds(1))
            }
            for await _ in held {}
            let later = WallClock { Self.morning.now + .milliseconds(42_900) }
            try await second.withLock(reporting: events, clock: clock, wallClock: later) { _ in log.note("second") }
            try await group.waitForAll()
        }
        #expect(log.lines == ["first is done", "second"])
        let process = ProcessIdentity.current.pid
        #expect(
            events.warnings == [
                "'engarde up' (process \(process)) has been changing project 'shop' for 42 s: waiting until it is done"
            ]
        )
    }

    /// Whether a lock that another one holds is waited for, until the waiting is cancelled.
    private func waits(for lock: ProjectLock, reporting events: RecordedEvents) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { () async -> Bool in
                do {
                    return try await lock.withLock(reporting: events) { _ in false }
                } catch {
                    return error is CancellationError
                }
            }
            group.cancelAll()
            return await group.next() ?? false
        }
    }

    @Test func waitingCanBeCancelled() async throws {
        let fixture = Fixture()
        let (first, second) = (fixture.lock(), fixture.lock())
        let events = fixture.events
        try await first.withLock(reporting: events) { _ in #expect(await waits(for: second, reporting: events)) }
        #expect(await !waits(for: second, reporting: events))
    }

    @Test func anotherEngineIsAnotherProject() async throws {
        let fixture = Fixture()
        let (first, second) = (fixture.lock(), fixture.lock(socket: "/elsewhere/docker.sock"))
        let events = fixture.events
        let value = try await first.withLock(reporting: events) { _ in
            try await second.withLock(reporting: events) { _ in 42 }
        }
        #expect(value == 42)
    }

    @Test func withinAProcessTheLockIsShared() async throws {
        let fixture = Fixture()
        let (lock, other) = (fixture.lock(), fixture.lock())
        let events = fixture.events
        try await lock.withLock(reporting: events) { _ in
            try await lock.withLock(reporting: events) { _ in }
            // It is still held by the outer one.
            #expect(await waits(for: other, reporting: events))
        }
    }

    @Test func whatWasCutShortIsHandedToTheNext() async throws {
        let fixture = Fixture()
        let (first, second) = (fixture.lock(), fixture.lock())
        let events = fixture.events
        try await first.withLock(reporting: events) { unfinished in
            #expect(unfinished == [])
            let answered = first.begin(.stop(container: "shop-a-1"))
            _ = first.begin(.creation(container: "0123456789ab_shop-b-1"))
            first.end(answered)
        }
        let left: [EngineChange] = [.creation(container: "0123456789ab_shop-b-1")]
        // Until it is settled it stays, in case the next one is killed, too.
        try await second.withLock(reporting: events) { #expect($0 == left) }
        try await first.withLock(reporting: events) { unfinished in
            #expect(unfinished == left)
            first.settle(unfinished)
        }
        try await second.withLock(reporting: events) { #expect($0 == []) }
    }

    @Test func withoutAPlaceForTheFileItGoesOnAndSaysSo() async throws {
        let events = RecordedEvents()
        let lock = ProjectLock("shop", in: ProjectFolder(path: "/dev/null/shop"), verb: "up")
        #expect(try await lock.withLock(reporting: events) { _ in 42 } == 42)
        #expect(
            events.warnings == [
                "project 'shop' cannot be locked against other processes: '/dev/null/shop/changes.json' has a directory that cannot be created"
            ]
        )
    }
}

extension ProjectLock {
    /// Holds the lock as on a machine whose clocks nobody looks at.
    fileprivate func withLock<Value>(
        reporting events: any SessionEventSink,
        _ body: ([EngineChange]) async throws -> Value
    ) async throws -> Value {
        try await withLock(reporting: events, clock: ContinuousClock(), wallClock: .system, body)
    }
}
