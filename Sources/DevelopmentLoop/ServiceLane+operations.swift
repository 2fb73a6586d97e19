import SessionEvents

/// What the lane leaves to the verbs: rebuilding and restarting.
extension ServiceLane {
    func rebuild(_ work: Work) async {
        let decision = work.decision
        reporter.rebuilding(service.name, path: decision.path)
        do {
            try await operations.rebuild(service.name)
            reporter.applied(
                service.name,
                .rebuild,
                written: 0,
                deleted: 0,
                path: decision.path,
                elapsed: .now - work.firstEvent
            )
        } catch {
            await tell(error, of: work)
        }
    }

    func restart(_ work: Work) async {
        let decision = work.decision
        do {
            try await operations.restart(service.name)
            reporter.applied(
                service.name,
                decision.copies.isEmpty ? .restart : .syncAndRestart,
                written: decision.copyCount,
                deleted: 0,
                path: decision.path,
                elapsed: .now - work.firstEvent
            )
        } catch {
            await tell(error, of: work)
        }
    }

    /// Tells why an operation failed; without an engine it is not the operation's fault, and it is tried again.
    private func tell(_ error: any Error, of work: Work) async {
        if Task.isCancelled { return }
        if await link.check() {
            reporter.failed(service.name, path: work.decision.path, "\(error)", retrying: false)
        } else {
            keep(work)
        }
    }
}
