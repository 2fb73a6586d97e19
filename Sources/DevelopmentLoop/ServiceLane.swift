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
    struct State {
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
        /// The lanes of the containers that are served.
        var lanes: [ContainerID: ContainerLane] = [:]
    }

    /// What is carried out together.
    struct Work {
        var decision: WatchDecision
        var firstEvent: ContinuousClock.Instant
        var refreshes: Bool
        var retries: [ContainerID: [Int: Set<FilePath>]]
    }

    /// What is taken down when it was said that there is no container.
    static let missing = "no container"

    let service: WatchedService
    let engine: EngineClient
    let link: EngineLink
    private let limits: SyncLimits
    private let roster: ContainerRoster
    let operations: any ServiceOperations
    let reporter: WatchReporter
    private let history = PathHistory()
    let manifests: ServiceManifests
    let state = Mutex(State())
    let wakeup = Wakeup()

    /// Looks at all files of the service's rules.
    init(
        service: WatchedService,
        engine: EngineClient,
        link: EngineLink,
        limits: SyncLimits,
        roster: ContainerRoster,
        operations: any ServiceOperations,
        reporter: WatchReporter
    ) {
        self.service = service
        self.engine = engine
        self.link = link
        self.limits = limits
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

    func submit(_ changes: [Int: [FileChange]], firstEvent: ContinuousClock.Instant) {
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

    /// Rebuilds if the image is older than the files of the service's `rebuild` rules.
    func rebuildIfOutdated() async {
        guard service.paths.contains(where: { $0.action == .rebuild }) else { return }
        var decision = WatchDecision()
        do {
            decision.path = try await operations.outdatedPath(of: service.name)
        } catch {
            if !Task.isCancelled { reporter.failed(service.name, path: nil, "\(error)", retrying: false) }
        }
        guard decision.path != nil else { return }
        decision.rebuilds = true
        state.withLock { state in
            state.decision.merge(decision)
            state.firstEvent = state.firstEvent ?? .now
        }
        wakeup.signal()
    }

    /// Looks which containers the service has: one started, died or was removed.
    func refresh() {
        state.withLock { $0.refreshes = true }
        wakeup.signal()
    }

    /// Stops serving a container at once, since its processes are frozen.
    func freeze(_ container: ContainerID) {
        state.withLock { $0.lanes[container] }?.close()
        refresh()
    }

    /// Breaks the connections to all containers, since the engine does not answer.
    func disconnect() {
        for lane in state.withLock({ $0.lanes }).values { lane.disconnect() }
    }

    /// Works until the task is cancelled. What is to be done while the engine does not answer is done when it is back.
    func run() async {
        await withDiscardingTaskGroup { group in
            var lanes: [WatchedContainer: ContainerLane] = [:]
            var waiting = wakeup.makeIterator()
            repeat {
                if link.isLost { continue }
                let work = take()
                if work.refreshes, await !updateLanes(&lanes, &group) {
                    // Which containers there are is not known: nothing can be said to be done in them.
                    keep(work, withRetries: true)
                    continue
                }
                if work.decision.rebuilds {
                    await rebuild(work)
                    let former = lanes
                    await updateLanes(&lanes, &group)
                    // New containers were compared with the tree; those that a failed build left in place were not.
                    await carryOut(work, lanes.values.filter { former[$0.container] != nil && !$0.hasNothingToCopy })
                } else if lanes.isEmpty {
                    tellMissingContainer(work)
                } else {
                    await carryOut(work, lanes.values.filter { !$0.hasNothingToCopy })
                    if lanes.keys.contains(where: \.isPaused), work.decision.restarts || !work.decision.hooks.isEmpty {
                        keep(work)
                    } else if work.decision.restarts {
                        await restart(work)
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

    private func take() -> Work {
        state.withLock { state in
            let retries = state.isRetryDue ? state.retries : [:]
            if state.isRetryDue {
                state.retries = [:]
                state.isRetryDue = false
            }
            state.isRestarting = state.decision.restarts
            let result = Work(
                decision: state.decision,
                firstEvent: state.firstEvent ?? .now,
                refreshes: state.refreshes,
                retries: retries
            )
            state.decision = WatchDecision()
            state.firstEvent = nil
            state.refreshes = false
            return result
        }
    }

    /// Takes back what could not be done: it is done when the lane is woken again.
    ///
    /// - Parameter withRetries: whether the retries that belonged to it are made up for, too.
    func keep(_ work: Work, withRetries: Bool = false) {
        state.withLock { state in
            if withRetries, !work.retries.isEmpty {
                state.retries.merge(work.retries) { $0.merging($1) { $0.union($1) } }
                state.isRetryDue = true
            }
            var decision = work.decision
            decision.merge(state.decision)
            state.decision = decision
            state.firstEvent = min(state.firstEvent ?? work.firstEvent, work.firstEvent)
            state.isRestarting = false
        }
    }

    /// - Returns: whether the containers are known; if not, this is called again.
    @discardableResult
    private func updateLanes(
        _ lanes: inout [WatchedContainer: ContainerLane],
        _ group: inout DiscardingTaskGroup
    ) async -> Bool {
        let containers: [WatchedContainer]
        do {
            containers = try await roster.containers(of: service.name)
        } catch {
            // An engine that does not answer is told of by others, and this is called again when it is back.
            guard !Task.isCancelled, await link.check() else { return false }
            let isLoss = (error as? EngineError)?.isLossOfEngine ?? false
            if !isLoss {
                reportOnce("containers: \(error)") {
                    reporter.failed(service.name, path: nil, "\(error)", retrying: true)
                }
            }
            group.addTask {
                try? await Task.sleep(for: isLoss ? .milliseconds(100) : .seconds(1))
                self.refresh()
            }
            return false
        }
        if !containers.isEmpty { state.withLock { _ = $0.reported.remove(Self.missing) } }
        for (container, lane) in lanes {
            if containers.contains(container) {
                lane.hurry()
                continue
            }
            lane.close()
            lanes[container] = nil
            state.withLock { state in
                state.retries[container.id] = nil
                state.lanes[container.id] = nil
            }
            if container.isPaused, containers.contains(where: { $0.id == container.id && $0.startedAt != nil }) {
                reporter.resumed(service.name, container: container.name)
            }
        }
        for container in containers where lanes[container] == nil {
            tellObstacles(of: container)
            if container.isPaused { reporter.suspended(service.name, container: container.name) }
            let lane = ContainerLane(
                container: container,
                rules: service.paths,
                engine: engine,
                link: link,
                limits: limits,
                history: history,
                manifests: manifests
            )
            lanes[container] = lane
            if lane.hasNothingToCopy { continue }
            state.withLock { $0.lanes[container.id] = lane }
            group.addTask { await lane.run { await self.accept($0, of: container.id) } }
        }
        return true
    }

    /// Says once that there is nothing to bring changes into; the comparison at its start makes up for them.
    private func tellMissingContainer(_ work: Work) {
        state.withLock { $0.isRestarting = false }
        guard !work.decision.isEmpty else { return }
        reportOnce(Self.missing) { reporter.missingContainer(service.name) }
    }

    /// Says once for each rule that copies what keeps it from doing so.
    private func tellObstacles(of container: WatchedContainer) {
        for rule in service.paths where rule.copies {
            var obstacles = container.obstacles(below: rule.container)
            if let obstacle = container.obstacle(at: rule.container) { obstacles = [rule.container: obstacle] }
            for (target, obstacle) in obstacles.sorted(by: { $0.key.precedes($1.key) }) {
                let path = rule.hostPath(of: target)
                guard rule.wants(path) else { continue }
                reportOnce("obstacle: \(path) \(target) \(obstacle)") {
                    reporter.notCopied(service.name, path, to: target, obstacle, container: container.name)
                }
            }
        }
    }

    private func carryOut(_ work: Work, _ lanes: [ContainerLane]) async {
        let copies = work.decision.copies
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
        let hasEffect = applications.contains(where: \.hasEffect)
        if !work.decision.restarts, hasEffect {
            reporter.applied(
                service.name,
                .sync,
                written: applications.map(\.written.shown).max() ?? 0,
                deleted: applications.map(\.deleted.shown).max() ?? 0,
                path: work.decision.path,
                elapsed: .now - work.firstEvent
            )
        }
        for index in work.decision.hooks where hasEffect {
            guard let hook = service.paths[index].hook else { continue }
            for lane in lanes where lane.container.startedAt != nil {
                await HookRun(operations: operations, reporter: reporter, service: service.name).run(
                    hook,
                    in: lane.container
                )
            }
        }
    }
}
