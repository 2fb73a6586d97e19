import EngineAPI
package import EngineClient
package import SessionEvents

/// Brings the changes that a process left under way when it died to their end, so that none turns up after the engine was
/// looked at.
package struct ChangeSettlement: Sendable {
    private let client: EngineClient
    private let events: any SessionEventSink
    private let limit: Duration
    private let clock: any Clock<Duration>

    /// Creates a settlement.
    ///
    /// - Parameters:
    ///   - limit: how long a creation may take to turn up before it counts as one that never reached the engine.
    ///   - clock: what the limit is measured on.
    package init(
        client: EngineClient,
        events: any SessionEventSink,
        limit: Duration = .seconds(10),
        clock: any Clock<Duration>
    ) {
        self.client = client
        self.events = events
        self.limit = limit
        self.clock = clock
    }

    /// Settles the changes, all at once.
    ///
    /// What fails is left to the plan that comes next, which looks at the engine anew.
    ///
    /// - Throws: `CancellationError`.
    package func settle(_ changes: [EngineChange]) async throws {
        await withTaskGroup(of: Void.self) { group in
            for change in changes { group.addTask { await settle(change) } }
            await group.waitForAll()
        }
        try Task.checkCancellation()
    }

    private func settle(_ change: EngineChange) async {
        do {
            switch change {
            case .creation(let name): try await waitForCreation { try await client.inspectContainer(ContainerID(name)) }
            case .networkCreation(let name):
                try await waitForCreation { try await client.inspectNetwork(NetworkID(name)) }
            case .volumeCreation(let name):
                try await waitForCreation { try await client.inspectVolume(EngineAPI.VolumeName(name)) }
            // Asking again is answered when the first request is done.
            case .stop(let name): try await client.stopContainer(ContainerID(name))
            case .removal(let name): try await waitForRemoval(of: name)
            case .renaming(let old, let new): try await client.renameContainer(ContainerID(old), to: new)
            }
        } catch {
            return
        }
    }

    private func waitForCreation<Inspection>(_ inspect: () async throws -> Inspection) async throws {
        try await poll {
            do {
                _ = try await inspect()
                return true
            } catch EngineError.notFound {
                return false
            }
        }
    }

    private func waitForRemoval(of name: String) async throws {
        try await poll {
            do {
                try await client.removeContainer(ContainerID(name), force: true)
                return true
            } catch EngineError.notFound {
                return true
            } catch EngineError.conflict {
                return false
            }
        }
    }

    private func poll(until isSettled: () async throws -> Bool) async throws {
        let stopwatch = Stopwatch(clock)
        var hasSpoken = false
        while try await !isSettled() {
            let waited = stopwatch.elapsed
            if waited > limit { return }
            if waited > .seconds(2), !hasSpoken {
                hasSpoken = true
                events.emit(.settlingAwaited)
            }
            try await clock.sleep(for: .milliseconds(25))
        }
    }
}
