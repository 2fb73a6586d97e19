import CLibrary
package import ComposeModel
package import Diagnostics
import FileWatching
import Synchronization
package import SystemPackage

/// What those beside a session can ask of it while it runs, and what it leaves to the next one when it has ended.
package final class WatchControl: Sendable {
    private struct State {
        /// The lanes; `nil` before the session watches.
        var lanes: [ServiceLane]?
        /// The marks that were set, and whether the session has come past them.
        var marks: [FilePath: Bool] = [:]
        var next = 0
    }

    /// How long the system may take to tell of a mark, before all files are looked at instead.
    private static let patience = Duration.seconds(2)

    /// Where marks are set; `nil` if nowhere.
    let directory: FilePath?
    private let state = Mutex(State())
    private let signal = RestSignal()

    /// Creates the control of a session that has not begun.
    ///
    /// - Parameter directory: a directory that is there, that nobody else writes to and that belongs to nothing that is watched: a
    ///   file in it marks a place in the stream of file events. `nil` has all files looked at instead.
    package init(directory: FilePath? = nil) {
        self.directory = directory?.lexicallyNormalized()
    }

    /// Returns when everything that was saved before the call is in the containers, and those are ready again that were
    /// restarted for it. Waits for the session to begin.
    ///
    /// - Parameter services: which of the watched ones are waited for; `nil` is all.
    /// - Returns: what went wrong and has not been put right since; empty if all is well.
    /// - Throws: `CancellationError`.
    package func settle(_ services: Set<ServiceName>? = nil) async throws -> [Diagnostic] {
        try await signal.wait { self.lanes != nil }
        let lanes = (lanes ?? []).filter { services?.contains($0.service.name) ?? true }
        if try await !passesMark() {
            for lane in lanes { lane.rescan() }
        }
        return try await withThrowingTaskGroup(of: [Diagnostic].self) { group in
            for lane in lanes { group.addTask { try await lane.settle() } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// Begins nothing more, and returns when what was begun is done: rebuilds and restarts come to their end. What was not begun
    /// is left to the next session.
    ///
    /// - Throws: `CancellationError`.
    package func finish() async throws {
        let lanes = lanes ?? []
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in lanes { group.addTask { try await lane.finish() } }
            try await group.waitForAll()
        }
    }

    /// What the session knew and had not begun; asked when it has ended.
    package var handover: WatchHandover {
        WatchHandover(lanes: Dictionary((lanes ?? []).map { ($0.service.name, $0) }) { first, _ in first })
    }

    private var lanes: [ServiceLane]? { state.withLock(\.lanes) }

    /// Notes that the session watches.
    func begin(_ lanes: [ServiceLane]) {
        state.withLock { $0.lanes = lanes }
        signal.signal()
    }

    /// The marks that a batch comes behind; asked before the batch is looked at.
    func marks(before batch: ChangeBatch) -> [FilePath] {
        guard let directory else { return [] }
        let marks = state.withLock { Array($0.marks.keys) }
        if marks.isEmpty || batch.lostEvents || batch.trees.contains(directory) { return marks }
        return marks.filter { batch.paths.contains($0) }
    }

    /// Notes that the session has come past marks.
    func pass(_ marks: [FilePath]) {
        guard !marks.isEmpty else { return }
        state.withLock { state in
            for mark in marks where state.marks[mark] != nil { state.marks[mark] = true }
        }
        signal.signal()
    }

    /// Sets a mark behind all that was saved so far, and waits until the session has come past it.
    ///
    /// - Returns: whether it has; if not, the system does not tell of what is saved.
    private func passesMark() async throws -> Bool {
        guard let directory else { return false }
        let mark = state.withLock { state in
            state.next += 1
            let mark = directory.appending("mark-\(getpid())-\(state.next)")
            state.marks[mark] = false
            return mark
        }
        defer {
            _ = unlink(mark.string)
            state.withLock { $0.marks[mark] = nil }
        }
        let descriptor = open(mark.string, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        close(descriptor)
        do {
            try await withDeadline(Self.patience) { [signal, self] in
                try await signal.wait { self.state.withLock { $0.marks[mark] == true } }
            }
            return true
        } catch is DeadlineExceeded {
            return false
        }
    }
}
