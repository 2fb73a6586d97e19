import EngineAPI
import EngineClient
import IgnoreRules
import Synchronization
import SystemPackage

/// Keeps one container up to date: holds its receiver, compares its files with the host's when that is opened, and then
/// carries out requests one after the other.
final class ContainerLane: Sendable {
    struct Request {
        var paths: [RuleID: Set<FilePath>]
        var reply: CheckedContinuation<Outcome, Never>
    }

    let container: WatchedContainer
    let rules: [WatchedPath]
    let targets: [RuleID]
    private let engine: EngineClient
    private let link: EngineLink
    private let limits: SyncLimits
    let history: PathHistory
    let manifests: ServiceManifests
    let state = Mutex(ContainerLaneState<Request, ReceiverConnection>())
    let wakeup = Wakeup()
    /// What was asked for and has not been made up for yet.
    let missed: Mutex<[RuleID: Set<FilePath>]>

    /// - Parameters:
    ///   - rules: all rules of the service; those that copy, and whose path in the container can be written to, are the
    ///     targets.
    ///   - link: is asked about the engine when a receiver fails.
    ///   - history: what was sent to containers of the service or deleted so far.
    ///   - manifests: what is known of the host; it is told what was found there.
    ///   - missed: what the former lane of the container was asked for and did not do.
    init(
        container: WatchedContainer,
        rules: [WatchedPath],
        engine: EngineClient,
        link: EngineLink,
        limits: SyncLimits,
        history: PathHistory,
        manifests: ServiceManifests,
        missed: [RuleID: Set<FilePath>] = [:]
    ) {
        self.container = container
        self.rules = rules
        self.engine = engine
        self.link = link
        self.limits = limits
        self.history = history
        self.manifests = manifests
        self.missed = Mutex(missed)
        targets = rules.ruleIDs.filter { rules[$0].copies && container.obstacle(at: rules[$0].container) == nil }
    }

    /// Whether nothing is to be copied into the container, or nothing can be now.
    var hasNothingToCopy: Bool { targets.isEmpty || container.isPaused }

    /// Brings files up to date.
    ///
    /// - Parameter paths: paths of the host by rule.
    func apply(_ paths: [RuleID: Set<FilePath>]) async -> Outcome {
        await withCheckedContinuation { continuation in
            let request = Request(paths: paths, reply: continuation)
            if state.withLock({ $0.accept(request) }) {
                wakeup.signal()
            } else {
                refuse(request)
            }
        }
    }

    /// Ends the lane; requests that wait are deferred.
    func close() {
        let former = state.withLock { $0.close() }
        wakeup.finish()
        switch former {
        case .serving(let connection): connection.close()
        case .resting(let hurry): hurry.signal()
        case .opening, .closed: break
        }
        deferRequests()
    }

    /// Breaks the connection to the container: nobody answers at its other end.
    func disconnect() { state.withLock { $0.connection }?.close() }

    /// Makes the next attempt now, if there was to be a pause before it.
    func hurry() { state.withLock { $0.hurry }?.signal() }

    /// Keeps the container up to date until the lane is closed or the task cancelled.
    func run(report: (Report) async -> Void) async {
        defer { close() }
        var pause = Duration.milliseconds(50)
        var isDegraded = container.startedAt == nil
        var failures = OpeningFailures()
        while !isClosed, !Task.isCancelled {
            if link.isLost {
                // Whoever follows the engine's events says when it is back; what is brought is said after that.
                await rest(.seconds(1)) { link.isLost }
                continue
            }
            do {
                try await open(isDegraded: isDegraded, report) {
                    pause = .milliseconds(50)
                    failures = OpeningFailures()
                }
            } catch is CancellationError {
                break
            } catch {
                switch await condition() {
                case .gone: return
                case .unknown: break
                case .serving:
                    switch error {
                    case ReceiverFault.lost: break
                    case ReceiverFault.givenUp(let reason, let process):
                        isDegraded = true
                        await report(.degraded(reason: "the receiver in container '\(container.name)' \(reason)"))
                        if await !process.end(engine, within: limits.ping) { await report(.leftBehind) }
                    // The engine is back already; the loss is told of by who follows its events.
                    case let error as EngineError where error.isLossOfEngine: break
                    case _ where !failures.note(): break
                    case ReceiverFault.unavailable(let reason):
                        isDegraded = true
                        await report(.degraded(reason: reason))
                    default: await report(.unreachable(reason: "\(error)"))
                    }
                }
            }
            await rest(pause)
            pause = min(pause * 2, .seconds(5))
        }
    }

    /// Opens a receiver and serves the container through it.
    private func open(
        isDegraded: Bool,
        _ report: (Report) async -> Void,
        _ begin: () -> Void
    ) async throws {
        let selection = ReceiverSelection(
            engine: engine,
            container: container.id,
            user: container.user,
            targets: targets.map { rules[$0].container },
            limits: limits
        )
        try await selection.with(isDegraded ? .archives : .programs) { receiver in
            if let connection = receiver.connection {
                guard state.withLock({ $0.serve(connection) }) else { return }
                begin()
            }
            defer { state.withLock { $0.open() } }
            try await serve(receiver, converges: container.startedAt != nil, report)
        }
    }

    /// Waits before the next attempt; what is asked for meanwhile is deferred.
    ///
    /// - Parameter isNeeded: asked when ``hurry()`` would be heard already.
    private func rest(_ pause: Duration, while isNeeded: () -> Bool = { true }) async {
        let hurry = Wakeup()
        state.withLock { $0.rest(until: hurry) }
        defer { state.withLock { $0.open() } }
        deferRequests()
        guard isNeeded() else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await Task.sleep(for: pause) }
            group.addTask {
                var signal = hurry.makeIterator()
                _ = await signal.next()
            }
            if !isClosed { await group.next() }
            group.cancelAll()
        }
    }

    private enum Condition { case serving, gone, unknown }

    /// What has become of the container when something failed; an engine that does not answer is told of.
    private func condition() async -> Condition {
        do {
            let state = try await withDeadline(limits.ping) { [engine, container] in
                try await engine.inspectContainer(container.id).state
            }
            let isRunning = state.isRunning && !state.isRestarting
            guard isRunning == (container.startedAt != nil) else { return .gone }
            guard container.startedAt == nil || state.startedAt == container.startedAt else { return .gone }
            return state.isPaused ? .unknown : .serving
        } catch EngineError.notFound {
            return .gone
        } catch {
            _ = await link.check()
            return .unknown
        }
    }

    /// Whether it is over for good.
    var isClosed: Bool {
        if case .closed = state.withLock({ $0.phase }) { true } else { false }
    }

    private func deferRequests() {
        let requests = state.withLock { $0.takeAll() }
        for request in requests { refuse(request) }
    }
}
