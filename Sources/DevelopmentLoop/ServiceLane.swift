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
    typealias Work = ServiceLaneState.Work

    let service: WatchedService
    let engine: EngineClient
    let link: EngineLink
    let limits: SyncLimits
    let roster: ContainerRoster
    let operations: any ServiceOperations
    let reporter: WatchReporter
    let history: PathHistory
    let manifests: ServiceManifests
    let state = Mutex(ServiceLaneState())
    /// Keeps who asks whether all is done from looking between what was found and what is made of it.
    let submission = Mutex(())
    /// What went wrong and has not been put right yet.
    let troubles = Mutex(LaneTroubles())
    /// Wakes those that wait until all is done.
    let rest = RestSignal()
    /// The lanes of the containers that are served.
    let served = Mutex<[ContainerID: ContainerLane]>([:])
    private let wakeup = Wakeup()

    /// Looks at all files of the service's rules.
    ///
    /// - Parameter former: the lane that the service had in an earlier session, which has ended: what it knew and had not begun is
    ///   taken over.
    init(
        service: WatchedService,
        engine: EngineClient,
        link: EngineLink,
        limits: SyncLimits,
        roster: ContainerRoster,
        operations: any ServiceOperations,
        reporter: WatchReporter,
        after former: ServiceLane? = nil
    ) {
        self.service = service
        self.engine = engine
        self.link = link
        self.limits = limits
        self.roster = roster
        self.operations = operations
        self.reporter = reporter
        guard let former else {
            history = PathHistory()
            manifests = ServiceManifests(service.paths)
            return
        }
        history = former.history
        let (manifests, changes) = ServiceManifests.following(former.manifests, service.paths)
        self.manifests = manifests
        let left = former.state.withLock(\.self)
        let names = former.service.names(in: service)
        state.withLock { $0.inherit(left, renaming: names) { service.paths[$0].wants($1) } }
        if !changes.isEmpty { submit(changes, firstEvent: .now) }
    }

    /// Takes hints to what may have changed.
    func submit(_ batch: ChangeBatch) {
        submission.withLock { _ in
            let changes = manifests.resolve(batch)
            if !changes.isEmpty { submit(changes, firstEvent: batch.firstEvent) }
        }
    }

    /// Takes what changed, by rule.
    func submit(_ changes: [RuleID: [FileChange]], firstEvent: ContinuousClock.Instant) {
        for (rule, changed) in changes where service.paths[rule].copies { history.note(changed) }
        handle(.changed(WatchDecision(rules: service.paths, changes: changes), since: firstEvent))
    }

    /// Notes what happened, and wakes the lane if that calls for it.
    ///
    /// - Returns: the effects that need a task of their own.
    @discardableResult
    func handle(_ event: ServiceLaneState.Event) -> [ServiceLaneState.Effect] {
        let effects = state.withLock { $0.handle(event) }
        if effects.contains(.wake) { wakeup.signal() }
        rest.signal()
        return effects.filter { $0 != .wake }
    }

    /// Reports something unless it was reported before.
    func reportOnce(_ notice: ServiceLaneState.Notice, _ report: () -> Void) {
        if state.withLock({ $0.isNews(notice) }) { report() }
    }

    /// Takes back what could not be done: it is done when the lane is woken again.
    ///
    /// - Parameter isWhole: whether nothing of it was begun: its retries are made up for, too.
    func keep(_ work: Work, isWhole: Bool = false) {
        state.withLock { $0.keep(work, isWhole: isWhole) }
    }

    /// The container with an identifier, if it is served.
    func container(_ id: ContainerID) -> WatchedContainer? { served.withLock { $0[id] }?.container }

    /// Rebuilds if the image is older than the files of the service's `rebuild` rules.
    func rebuildIfOutdated() async {
        defer {
            troubles.withLock { $0.imageIsChecked = true }
            rest.signal()
        }
        guard service.paths.contains(where: { $0.action == .rebuild }) else { return }
        do {
            guard let path = try await operations.outdatedPath(of: service.name) else { return }
            handle(.imageOutdated(path: path, at: .now))
        } catch {
            if !Task.isCancelled { reporter.failed(service.name, path: nil, "\(error)", retrying: false) }
        }
    }

    /// Looks which containers the service has: one started, died or was removed.
    func refresh() { handle(.rosterOutdated) }

    /// Stops serving a container at once, since its processes are frozen.
    func freeze(_ container: ContainerID) {
        served.withLock { $0[container] }?.close()
        refresh()
    }

    /// Breaks the connections to all containers, since the engine does not answer.
    func disconnect() {
        for lane in served.withLock({ $0 }).values { lane.disconnect() }
    }

    /// Works until the task is cancelled. What is to be done while the engine does not answer is done when it is back.
    func run() async {
        await withDiscardingTaskGroup { group in
            var lanes: [WatchedContainer: ContainerLane] = [:]
            var waiting = wakeup.makeIterator()
            repeat {
                let isEngineLost = link.isLost
                guard let work = state.withLock({ $0.take(at: .now, isEngineLost: isEngineLost) }) else { continue }
                if work.updatesRoster, await !updateLanes(&lanes, &group) {
                    // Which containers there are is not known: nothing can be said to be done in them.
                    keep(work, isWhole: true)
                    continue
                }
                let course = work.course(in: lanes.keys)
                switch course {
                case .rebuild:
                    if let rebuilt = await rebuild(work) {
                        group.addTask { await self.awaitReadiness(rebuilt) }
                    }
                    let former = lanes
                    await updateLanes(&lanes, &group)
                    // New containers were compared with the tree; those that a failed build left in place were not.
                    await carryOut(work, lanes.values.filter { former[$0.container] != nil && !$0.hasNothingToCopy })
                case .nothingToServe: tellMissingContainer(work)
                case .copy, .copyAndKeep, .copyAndRestart:
                    await carryOut(work, lanes.values.filter { !$0.hasNothingToCopy })
                    if course == .copyAndKeep { keep(work) }
                    guard course == .copyAndRestart else { break }
                    if let restarted = await restart(work, copied: .now - work.firstEvent) {
                        group.addTask { await self.awaitReadiness(restarted) }
                    }
                    handle(.workEnded)
                    await updateLanes(&lanes, &group)
                }
                for effect in handle(.rested) { schedule(effect, &group) }
            } while await waiting.next() != nil
            for lane in lanes.values { lane.close() }
        }
    }

    private func schedule(_ effect: ServiceLaneState.Effect, _ group: inout DiscardingTaskGroup) {
        switch effect {
        case .wake: wakeup.signal()
        case .retry(let pause):
            group.addTask {
                try? await Task.sleep(for: pause)
                self.handle(.retryPauseEnded)
            }
        case .lookAgain(let pause):
            group.addTask {
                try? await Task.sleep(for: pause)
                self.submission.withLock { _ in
                    let changes = self.manifests.lookAgain(at: self.state.withLock { $0.takeDoubts() })
                    if !changes.isEmpty { self.submit(changes, firstEvent: .now) }
                }
                self.rest.signal()
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
            deliver(.sync, work, applied: .now - work.firstEvent)
        }
        for rule in work.decision.hooks where hasEffect {
            guard let hook = service.paths[rule].hook else { continue }
            for lane in lanes where lane.container.startedAt != nil {
                note(
                    await HookRun(operations: operations, reporter: reporter, service: service.name).run(
                        hook,
                        in: lane.container
                    ),
                    as: .command(rule)
                )
            }
        }
    }
}
