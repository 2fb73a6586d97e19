import Diagnostics
import SessionEvents
import Synchronization

/// What the lane leaves to the verbs: rebuilding and restarting.
extension ServiceLane {
    /// A restart or a rebuild that is done, and whose containers may not be ready yet.
    struct Restarted: Sendable {
        /// What is known of the batch so far.
        var receipt: DeliveryReceipt
        /// When the first of its changes was made.
        var firstEvent: ContinuousClock.Instant
        /// The number of the waiting.
        var turn: Int
    }

    /// - Returns: what is still to be waited for; `nil` if the service was not rebuilt.
    func rebuild(_ work: Work) async -> Restarted? {
        let decision = work.decision
        reporter.rebuilding(service.name, path: decision.path)
        do {
            try await operations.rebuild(service.name)
            let elapsed = ContinuousClock.now - work.firstEvent
            reporter.applied(
                service.name,
                .rebuild,
                written: 0,
                deleted: 0,
                path: decision.path,
                elapsed: elapsed
            )
            note(nil, as: .rebuild)
            return restarted(.rebuild, work, applied: elapsed, restarted: elapsed)
        } catch {
            await tell(error, of: work, as: .rebuild)
            return nil
        }
    }

    /// - Parameter copied: how long after the first change its files were in the containers.
    /// - Returns: what is still to be waited for; `nil` if the service was not restarted.
    func restart(_ work: Work, copied: Duration) async -> Restarted? {
        let decision = work.decision
        let action: AppliedChange.Action = decision.copies.isEmpty ? .restart : .syncAndRestart
        do {
            try await operations.restart(service.name)
            let elapsed = ContinuousClock.now - work.firstEvent
            reporter.applied(
                service.name,
                action,
                written: decision.copyCount,
                deleted: 0,
                path: decision.path,
                elapsed: elapsed
            )
            note(nil, as: .restart)
            return restarted(action, work, applied: copied, restarted: elapsed)
        } catch {
            await tell(error, of: work, as: .restart)
            return nil
        }
    }

    private func restarted(
        _ action: AppliedChange.Action,
        _ work: Work,
        applied: Duration,
        restarted: Duration
    ) -> Restarted {
        var receipt = reporter.receipt(action, paths(of: work.decision), applied: applied)
        receipt.restarted = Seconds(restarted)
        let turn = troubles.withLock { $0.beginReadiness() }
        return Restarted(receipt: receipt, firstEvent: work.firstEvent, turn: turn)
    }

    /// Waits until the containers of a restart are ready, and tells of the batch then.
    func awaitReadiness(_ restarted: Restarted) async {
        var receipt = restarted.receipt
        var failure: Diagnostic?
        do {
            try await operations.waitUntilReady(service.name)
            receipt.ready = Seconds(.now - restarted.firstEvent)
        } catch {
            if Task.isCancelled { return }
            // Without an engine nothing can be said of the containers; that it is lost is said by others.
            if await link.check() { failure = Diagnostic.all(of: error).first }
        }
        troubles.withLock { $0.endReadiness(restarted.turn, failure) }
        reporter.delivered(receipt, to: service.name)
        rest.signal()
    }

    /// Tells why an operation failed; without an engine it is not the operation's fault, and it is tried again.
    private func tell(_ error: any Error, of work: Work, as attempt: LaneTroubles.Attempt) async {
        if Task.isCancelled { return }
        if await link.check() {
            let found = Diagnostic.all(of: error).first ?? Diagnostic(message: "\(error)")
            troubles.withLock { $0.note(found, of: attempt) }
            reporter.failed(service.name, path: work.decision.path, "\(error)", retrying: false)
        } else {
            keep(work)
        }
    }
}
