package import ComposeModel
package import Convergence
import EngineClient
package import SessionEvents
import Synchronization

/// Lets only one process at a time change a project of an engine.
///
/// An advisory lock on a file that all processes of the user agree on. The kernel releases it when the process ends, in
/// whatever way. Who waits is told by the file who works on the project; who comes after a process that was killed learns
/// from it what the engine may still be doing.
///
/// Within a process the lock is shared: the services of one `watch` may be rebuilt at the same time.
package final class ProjectLock: Sendable {
    private struct State {
        /// How many pieces of work hold the lock in this process.
        var holders = 0
        var file: LockFile?
        var record: LockRecord
        var nextEntry = 0
    }

    private let project: ProjectName
    private let path: String
    private let state: Mutex<State>

    /// Creates a lock that is not held yet.
    ///
    /// - Parameter verb: what the process does, for those that wait.
    package init(_ project: ProjectName, in folder: ProjectFolder, verb: String) {
        self.project = project
        path = folder.changesFile
        state = Mutex(State(record: LockRecord(verb: verb)))
    }

    /// Runs `body` while this process alone may change the project.
    ///
    /// Where no lock file can be made, `body` runs without, and a warning says so.
    ///
    /// - Parameters:
    ///   - clock: what the pauses are measured on in which it is waited for.
    ///   - wallClock: what tells those that wait how long this process has held it.
    ///   - body: is given the changes that a process that died while it held the lock left under way.
    /// - Throws: what `body` throws; `CancellationError`, also while it waits.
    package func withLock<Value>(
        reporting events: any SessionEventSink,
        clock: any Clock<Duration>,
        wallClock: WallClock,
        _ body: ([EngineChange]) async throws -> Value
    ) async throws -> Value {
        guard let unfinished = try await acquire(reporting: events, clock, wallClock) else { return try await body([]) }
        defer { release() }
        return try await body(unfinished)
    }

    /// - Returns: `nil` where there can be no lock.
    private func acquire(
        reporting events: any SessionEventSink,
        _ clock: any Clock<Duration>,
        _ wallClock: WallClock
    ) async throws -> [EngineChange]? {
        let stopwatch = Stopwatch(clock)
        var announcements = AnnouncementSchedule()
        while true {
            switch attempt(at: wallClock.now) {
            case .acquired(let unfinished): return unfinished
            case .impossible(let reason):
                events.emit(
                    .warning("project '\(project)' cannot be locked against other processes: '\(path)' \(reason)")
                )
                return nil
            case .held(let holder):
                let waited = stopwatch.elapsed
                if announcements.isDue(after: waited) {
                    events.emit(.warning(Self.announcement(of: holder, project: project, at: wallClock.now)))
                }
                try await clock.sleep(for: waited < .seconds(1) ? .milliseconds(20) : .milliseconds(100))
            }
        }
    }

    private static func announcement(of holder: LockRecord?, project: ProjectName, at now: Duration) -> String {
        guard let holder else { return "another process is changing project '\(project)': waiting until it is done" }
        let seconds = max(0, Int(now.components.seconds) - holder.since)
        return
            "'engarde \(holder.verb)' (process \(holder.process)) has been changing project '\(project)' for \(seconds) s: waiting until it is done"
    }

    private enum Attempt {
        case acquired([EngineChange])
        case held(LockRecord?)
        case impossible(String)
    }

    private func attempt(at now: Duration) -> Attempt {
        state.withLock { state in
            if state.holders > 0 {
                state.holders += 1
                return .acquired([])
            }
            switch LockFile.open(path) {
            case .failure(let failure): return .impossible(failure.reason)
            case .success(let file):
                guard file.lock() else {
                    defer { file.close() }
                    return .held(LockRecord(json: file.content))
                }
                let unfinished = LockRecord(json: file.content)?.changes ?? [:]
                state.file = file
                state.holders = 1
                state.record.since = Int(now.components.seconds)
                state.record.changes = [:]
                // Kept until they are settled, in case this process is killed, too.
                for change in unfinished.values {
                    state.nextEntry += 1
                    state.record.changes[state.nextEntry] = change
                }
                file.write(state.record.json)
                return .acquired(unfinished.sorted { $0.key < $1.key }.map(\.value))
            }
        }
    }

    /// Whether another process that watches the project is changing it now, as it does when it restarts or rebuilds a service.
    var isHeldByWatcher: Bool {
        guard state.withLock({ $0.holders == 0 }), case .success(let file) = LockFile.open(path) else { return false }
        defer { file.close() }
        return !file.lock() && LockRecord(json: file.content)?.verb == "watch"
    }

    private func release() {
        state.withLock { state in
            state.holders -= 1
            guard state.holders == 0, let file = state.file else { return }
            // What was cut short may still turn up.
            file.write(state.record.changes.isEmpty ? [] : state.record.json)
            file.close()
            state.file = nil
        }
    }

    /// Notes that what a process before left under way is settled.
    package func settle(_ changes: [EngineChange]) {
        change { record in
            for change in changes {
                if let entry = record.changes.first(where: { $0.value == change }) { record.changes[entry.key] = nil }
            }
        }
    }

    private func change(_ body: (inout LockRecord) -> Void) {
        state.withLock { state in
            body(&state.record)
            state.file?.write(state.record.json)
        }
    }
}

extension ProjectLock {
    /// Runs `body` while no other process changes the project, after what a killed one left under way has come to its end.
    ///
    /// - Parameter lock: `nil` is none, for a program that owns the engine.
    /// - Throws: what `body` throws, `CancellationError`.
    static func changing<Value>(
        _ lock: ProjectLock?,
        client: EngineClient,
        events: any SessionEventSink,
        clock: any Clock<Duration>,
        wallClock: WallClock,
        _ body: () async throws -> Value
    ) async throws -> Value {
        guard let lock else { return try await body() }
        return try await lock.withLock(reporting: events, clock: clock, wallClock: wallClock) { unfinished in
            if !unfinished.isEmpty {
                try await ChangeSettlement(client: client, events: events, clock: clock).settle(unfinished)
                lock.settle(unfinished)
            }
            return try await body()
        }
    }
}

extension ProjectLock: ChangeJournal {
    /// Notes a change in the file.
    package func begin(_ change: EngineChange) -> Int {
        state.withLock { state in
            state.nextEntry += 1
            state.record.changes[state.nextEntry] = change
            state.file?.write(state.record.json)
            return state.nextEntry
        }
    }

    /// Removes the change from the file.
    package func end(_ entry: Int) { change { $0.changes[entry] = nil } }
}
