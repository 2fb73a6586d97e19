import ComposeModel
import EngineAPI
import EngineClient
import FileWatching
import IgnoreRules
import SessionEvents
import Synchronization
import SystemPackage

/// Carries out the decisions for one service, one after the other; what comes meanwhile is merged into one.
///
/// A slow or failing service holds up nobody else. While an image is built, changes gather; the new containers are then
/// compared with the tree. What failed is tried again, at growing intervals.
final class ServiceLane: Sendable {
    private struct State {
        var decision = WatchDecision()
        var firstEvent: ContinuousClock.Instant?
        var refreshes = true
        var retries: [ContainerID: [Int: Set<FilePath>]] = [:]
        var isRetryDue = false
        var isRetryScheduled = false
        var retryPause: Duration?
        var reported: Set<String> = []
        /// Whether a comparison already led to a restart since the last change of a file.
        var hasRestarted = false
        /// Whether the work that is being carried out ends with a restart.
        var isRestarting = false
        /// Paths to look at again, by the index of the rule.
        var doubts: [Int: Set<FilePath>] = [:]
        var isSecondLookScheduled = false
    }

    let service: WatchedService
    private let engine: EngineClient
    private let roster: ContainerRoster
    private let operations: any ServiceOperations
    private let reporter: WatchReporter
    private let history = PathHistory()
    private let manifests: ServiceManifests
    private let state = Mutex(State())
    private let wakeup = Wakeup()

    /// Looks at all files of the service's rules.
    init(
        service: WatchedService,
        engine: EngineClient,
        roster: ContainerRoster,
        operations: any ServiceOperations,
        reporter: WatchReporter
    ) {
        self.service = service
        self.engine = engine
        self.roster = roster
        self.operations = operations
        self.reporter = reporter
        manifests = ServiceManifests(service.paths)
    }

    /// Takes hints to what may have changed.
    func submit(_ batch: ChangeBatch) {
        let changes = manifests.resolve(batch)
        if !changes.isEmpty { submit(changes, firstEvent: batch.firstEvent) }
    }

    private func submit(_ changes: [Int: [FileChange]], firstEvent: ContinuousClock.Instant) {
        for (index, changed) in changes where service.paths[index].copies { history.note(changed) }
        let decision = WatchDecision(rules: service.paths, changes: changes)
        guard !decision.isEmpty else { return }
        state.withLock { state in
            state.decision.merge(decision)
            state.hasRestarted = false
            state.firstEvent = min(state.firstEvent ?? firstEvent, firstEvent)
        }
        wakeup.signal()
    }

    /// Looks which containers the service has: one started, died or was removed.
    func refresh() {
        state.withLock { $0.refreshes = true }
        wakeup.signal()
    }

    /// Works until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            var lanes: [WatchedContainer: ContainerLane] = [:]
            var waiting = wakeup.makeIterator()
            repeat {
                let work = take()
                if work.refreshes { await updateLanes(&lanes, &group) }
                if work.decision.rebuilds {
                    await rebuild(work.decision, since: work.firstEvent)
                    let former = lanes
                    await updateLanes(&lanes, &group)
                    // New containers were compared with the tree; those that a failed build left in place were not.
                    await carryOut(work, lanes.values.filter { former[$0.container] != nil && !$0.hasNothingToCopy })
                } else {
                    await carryOut(work, lanes.values.filter { !$0.hasNothingToCopy })
                    if work.decision.restarts {
                        await restart(work.decision, since: work.firstEvent)
                        state.withLock { $0.isRestarting = false }
                        await updateLanes(&lanes, &group)
                    }
                }
                scheduleRetry(&group)
                scheduleSecondLook(&group)
            } while await waiting.next() != nil
            for lane in lanes.values { lane.close() }
        }
    }

    private func take() -> (
        decision: WatchDecision, firstEvent: ContinuousClock.Instant, refreshes: Bool,
        retries: [ContainerID: [Int: Set<FilePath>]]
    ) {
        state.withLock { state in
            let retries = state.isRetryDue ? state.retries : [:]
            if state.isRetryDue {
                state.retries = [:]
                state.isRetryDue = false
            }
            state.isRestarting = state.decision.restarts
            let result = (state.decision, state.firstEvent ?? .now, state.refreshes, retries)
            state.decision = WatchDecision()
            state.firstEvent = nil
            state.refreshes = false
            return result
        }
    }

    private func updateLanes(
        _ lanes: inout [WatchedContainer: ContainerLane],
        _ group: inout DiscardingTaskGroup
    ) async {
        let containers: [WatchedContainer]
        do {
            containers = try await roster.containers(of: service.name)
        } catch {
            if !Task.isCancelled { reporter.failed(service.name, path: nil, "\(error)", retrying: true) }
            return
        }
        for (container, lane) in lanes where !containers.contains(container) {
            lane.close()
            lanes[container] = nil
            state.withLock { $0.retries[container.id] = nil }
        }
        for container in containers where lanes[container] == nil {
            let lane = ContainerLane(
                container: container,
                rules: service.paths,
                engine: engine,
                history: history,
                manifests: manifests
            )
            lanes[container] = lane
            if lane.hasNothingToCopy { continue }
            group.addTask { await lane.run { await self.accept($0, of: container.id) } }
        }
    }

    private func carryOut(
        _ work: (
            decision: WatchDecision, firstEvent: ContinuousClock.Instant, refreshes: Bool,
            retries: [ContainerID: [Int: Set<FilePath>]]
        ),
        _ lanes: [ContainerLane]
    ) async {
        let copies = work.decision.copies.mapValues { Set($0) }
        guard !copies.isEmpty || !work.retries.isEmpty else { return }
        let applications = await withTaskGroup(of: (ContainerID, ContainerLane.Outcome).self) { group in
            for lane in lanes {
                let id = lane.container.id
                let paths = copies.merging(work.retries[id] ?? [:]) { $0.union($1) }
                if !paths.isEmpty { group.addTask { (id, await lane.apply(paths)) } }
            }
            var result: [ContainerLane.Application] = []
            for await (id, outcome) in group {
                guard case .applied(let application) = outcome else { continue }
                note(application, of: id)
                result.append(application)
            }
            return result
        }
        let written = applications.map(\.written).max() ?? 0
        let deletedCount = applications.map(\.deleted).max() ?? 0
        if !work.decision.restarts, written + deletedCount > 0 {
            reporter.applied(
                service.name,
                .sync,
                written: written,
                deleted: deletedCount,
                path: work.decision.path,
                elapsed: .now - work.firstEvent
            )
        }
        for index in work.decision.hooks where written + deletedCount > 0 {
            guard let hook = service.paths[index].hook else { continue }
            for lane in lanes where lane.container.startedAt != nil { await run(hook, in: lane.container.id) }
        }
    }

    private func rebuild(_ decision: WatchDecision, since firstEvent: ContinuousClock.Instant) async {
        reporter.rebuilding(service.name, path: decision.path)
        do {
            try await operations.rebuild(service.name)
            reporter.applied(
                service.name,
                .rebuild,
                written: 0,
                deleted: 0,
                path: decision.path,
                elapsed: .now - firstEvent
            )
        } catch {
            if !Task.isCancelled { reporter.failed(service.name, path: decision.path, "\(error)", retrying: false) }
        }
    }

    private func restart(_ decision: WatchDecision, since firstEvent: ContinuousClock.Instant) async {
        do {
            try await operations.restart(service.name)
            reporter.applied(
                service.name,
                decision.copies.isEmpty ? .restart : .syncAndRestart,
                written: decision.copyCount,
                deleted: 0,
                path: decision.path,
                elapsed: .now - firstEvent
            )
        } catch {
            if !Task.isCancelled { reporter.failed(service.name, path: decision.path, "\(error)", retrying: false) }
        }
    }

    private func run(_ hook: LifecycleHook, in container: ContainerID) async {
        var request = ExecCreateRequest(
            command: hook.command,
            env: hook.environment.compactMap { name, value in value.map { "\(name)=\($0)" } },
            user: hook.user ?? "",
            workingDir: hook.workingDirectory ?? ""
        )
        request.privileged = hook.privileged
        do {
            let outcome = try await engine.execute(request, in: container)
            guard outcome.exitCode != 0 else { return }
            let output = String(decoding: outcome.stdout + outcome.stderr, as: UTF8.self)
            let last = output.split(separator: "\n").suffix(3).joined(separator: "; ")
            let command = CommandSummary.of(hook.command)
            reporter.failed(
                service.name,
                path: nil,
                "command '\(command)' exited with \(outcome.exitCode): \(last)",
                retrying: false
            )
        } catch {
            if !Task.isCancelled { reporter.failed(service.name, path: nil, "\(error)", retrying: false) }
        }
    }

    private func accept(_ report: ContainerLane.Report, of container: ContainerID) async {
        switch report {
        case .converged(let application, let elapsed, let rules, let isComplete):
            note(application, of: container)
            if application.written + application.deleted > 0 {
                reporter.applied(
                    service.name,
                    .convergence,
                    written: application.written,
                    deleted: application.deleted,
                    path: nil,
                    elapsed: elapsed
                )
            }
            guard isComplete, application.failures.isEmpty, application.written + application.deleted > 0,
                rules.contains(where: { service.paths[$0].action == .syncAndRestart })
            else { return }
            state.withLock { state in
                let isNeedless = state.hasRestarted || state.isRestarting
                state.decision.restarts = state.decision.restarts || !isNeedless
                state.hasRestarted = true
            }
            wakeup.signal()
        case .unreachable(let reason):
            reportOnce("unreachable: \(reason)") { reporter.failed(service.name, path: nil, reason, retrying: true) }
        case .degraded(let reason):
            reportOnce("degraded: \(reason)") {
                reporter.warning(
                    "files of service '\(service.name)' are copied through the engine, which is slower: \(reason)"
                )
            }
        }
        scheduleRetrySignal()
    }

    private func reportOnce(_ key: String, _ report: () -> Void) {
        if state.withLock({ $0.reported.insert(key).inserted }) { report() }
    }

    /// Reports each reason for a failure once, and keeps the paths for another attempt; keeps those that are in doubt.
    private func note(_ application: ContainerLane.Application, of container: ContainerID) {
        let failures = application.failures
        state.withLock { $0.doubts.merge(application.doubts) { $0.union($1) } }
        var firstPaths: [(reason: String, path: FilePath, count: Int)] = []
        for (rule, path, failure) in failures {
            if let index = firstPaths.firstIndex(where: { $0.reason == failure.reason }) {
                firstPaths[index].count += 1
            } else {
                firstPaths.append((failure.reason, path, 1))
            }
            state.withLock { _ = $0.retries[container, default: [:]][rule, default: []].insert(path) }
        }
        for (reason, path, count) in firstPaths {
            reportOnce("\(path): \(reason)") {
                let more = count > 1 ? " (and \(count - 1) more)" : ""
                reporter.failed(service.name, path: path, reason + more, retrying: true)
            }
        }
    }

    private func scheduleRetrySignal() {
        if state.withLock({ !$0.retries.isEmpty || !$0.doubts.isEmpty }) { wakeup.signal() }
    }

    /// Looks again, a moment later, at what the host had otherwise when a container was served.
    private func scheduleSecondLook(_ group: inout DiscardingTaskGroup) {
        let isNeeded = state.withLock { state in
            guard !state.doubts.isEmpty, !state.isSecondLookScheduled else { return false }
            state.isSecondLookScheduled = true
            return true
        }
        guard isNeeded else { return }
        group.addTask {
            try? await Task.sleep(for: .milliseconds(20))
            let doubts = self.state.withLock { state in
                defer { state.doubts = [:] }
                state.isSecondLookScheduled = false
                return state.doubts
            }
            let changes = self.manifests.lookAgain(at: doubts)
            if !changes.isEmpty { self.submit(changes, firstEvent: .now) }
        }
    }

    private func scheduleRetry(_ group: inout DiscardingTaskGroup) {
        let pause = state.withLock { state -> Duration? in
            guard !state.retries.isEmpty else {
                state.retryPause = nil
                state.reported = state.reported.filter { $0.hasPrefix("degraded") }
                return nil
            }
            guard !state.isRetryScheduled else { return nil }
            state.isRetryScheduled = true
            let pause = state.retryPause.map { min($0 * 2, .seconds(30)) } ?? .seconds(1)
            state.retryPause = pause
            return pause
        }
        guard let pause else { return }
        group.addTask {
            try? await Task.sleep(for: pause)
            self.state.withLock { state in
                state.isRetryScheduled = false
                state.isRetryDue = true
            }
            self.wakeup.signal()
        }
    }
}
