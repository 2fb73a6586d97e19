import ComposeModel
import Diagnostics
import FileWatching
import IgnoreRules
import SessionEvents
import Synchronization
import SystemPackage

/// What the lane tells those that wait until everything is done.
extension ServiceLane {
    /// Returns when what is known to have changed is in the containers, and those are ready again that were restarted for it.
    ///
    /// - Returns: what went wrong and has not been put right since; empty if all is well.
    /// - Throws: `CancellationError`.
    func settle() async throws -> [Diagnostic] {
        while true {
            try await rest.wait { self.isAtRest }
            let lanes = served.withLock { $0 }
            var areServed = true
            for lane in lanes.values {
                // It is answered behind the comparison at the opening and all that was asked for before.
                if case .deferred = await lane.apply([:]) { areServed = false }
            }
            try Task.checkCancellation()
            let (found, paused) = troubles.withLock { ($0.diagnostics, $0.paused.sorted()) }
            if !found.isEmpty, isAtRest { return found }
            if let name = paused.first, isAtRest { return [Self.paused(name, service.name.rawValue)] }
            let isSame = Set(lanes.keys) == served.withLock { Set($0.keys) }
            if areServed, isSame, isAtRest { return [] }
            if isAtRest { try await Task.sleep(for: .milliseconds(20)) }
        }
    }

    /// Begins nothing more, and returns when what was begun is done.
    ///
    /// - Throws: `CancellationError`.
    func finish() async throws {
        state.withLock { $0.end() }
        try await rest.wait { !self.state.withLock(\.isTaken) }
    }

    /// Compares all files with what is known of them, whatever the system told.
    func rescan() { submit(ChangeBatch(trees: Set(service.paths.map(\.host)), firstEvent: .now)) }

    private var isAtRest: Bool {
        submission.withLock { _ in
            let (isChecked, awaitsReadiness) = troubles.withLock { ($0.imageIsChecked, $0.awaitsReadiness) }
            return isChecked && !awaitsReadiness && state.withLock(\.isAtRest)
        }
    }

    private static func paused(_ container: String, _ service: String) -> Diagnostic {
        Diagnostic(
            code: .watchedContainerPaused,
            message:
                "container '\(container)' is paused: changes of service '\(service)' are brought when it runs again",
            hint: "run 'docker unpause \(container)'"
        )
    }

    /// Notes how an attempt ended.
    ///
    /// - Parameter reason: why it failed; `nil` if it did not.
    func note(_ reason: String?, as attempt: LaneTroubles.Attempt) {
        let failure = reason.map { Diagnostic(message: "service '\(service.name)': \($0)") }
        troubles.withLock { $0.note(failure, of: attempt) }
    }

    /// Notes whether files could be brought into a container.
    ///
    /// - Parameter failure: the first path that could not, and why.
    func noteFiles(_ failure: (path: FilePath, reason: String)?) {
        if let failure {
            note("\(reporter.shortened(failure.path)): \(failure.reason)", as: .files)
        } else if state.withLock({ $0.retries.isEmpty }) {
            note(nil, as: .files)
        }
    }

    /// Tells of a batch that is in the containers and restarts nothing.
    func deliver(_ action: AppliedChange.Action, _ work: Work, applied: Duration) {
        deliver(action, paths(of: work.decision), applied: applied)
    }

    /// Tells of a batch that is in the containers and restarts nothing.
    func deliver(_ action: AppliedChange.Action, _ paths: [FilePath], applied: Duration) {
        reporter.delivered(reporter.receipt(action, paths, applied: applied), to: service.name)
    }

    /// The paths that a batch was about, in order.
    func paths(of decision: WatchDecision) -> [FilePath] {
        let copied = decision.copies.values.reduce(into: Set<FilePath>()) { $0.formUnion($1) }
        return copied.union(decision.path.map { [$0] } ?? []).sorted { $0.precedes($1) }
    }
}
