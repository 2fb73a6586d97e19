import EngineAPI
import EngineClient
import IgnoreRules
import Synchronization
import SystemPackage

/// Keeps one container up to date: holds its channel, compares its files with the host's when the channel opens, and then
/// carries out requests one after the other.
final class ContainerLane: Sendable {
    /// What a request did.
    enum Outcome: Sendable {
        /// It was carried out, but for the failures.
        case applied(Application)
        /// There was no channel, or it broke: the comparison at its next opening makes up for the request.
        case deferred
    }

    /// The changes that were made in the container.
    struct Application: Sendable {
        var written = SyncCount()
        var deleted = SyncCount()
        var failures: [(rule: RuleID, path: FilePath, failure: SyncFailure)] = []
        /// Paths at which the host had something else than its manifest says, by rule.
        var doubts: [RuleID: Set<FilePath>] = [:]

        /// Whether anything was changed.
        var hasEffect: Bool { written.total + deleted.total > 0 }

        mutating func note(_ paths: Set<FilePath>, of rule: RuleID) {
            if !paths.isEmpty { doubts[rule, default: []].formUnion(paths) }
        }
    }

    /// What the lane tells without being asked.
    enum Report: Sendable {
        /// The container was compared with the host and brought up to date; how long it took, and which rules needed it.
        ///
        /// `isComplete` is false if everything was sent since the channel cannot compare.
        case converged(Application, elapsed: Duration, rules: Set<RuleID>, isComplete: Bool)
        /// The channel could not be opened; it is tried again.
        case unreachable(reason: String)
        /// The image has no shell, or one that does not do what it should: files go through the archive endpoint.
        case degraded(reason: String)
    }

    private struct Request {
        var paths: [RuleID: Set<FilePath>]
        var reply: CheckedContinuation<Outcome, Never>
    }

    let container: WatchedContainer
    private let rules: [WatchedPath]
    private let targets: [RuleID]
    private let engine: EngineClient
    private let link: EngineLink
    private let limits: SyncLimits
    private let history: PathHistory
    private let manifests: ServiceManifests
    private let state = Mutex(ContainerLaneState<Request>())
    private let wakeup = Wakeup()

    /// - Parameters:
    ///   - rules: all rules of the service; those that copy, and whose path in the container can be written to, are the
    ///     targets.
    ///   - link: is asked about the engine when a channel breaks.
    ///   - history: what was sent to containers of the service or deleted so far.
    ///   - manifests: what is known of the host; it is told what was found there.
    init(
        container: WatchedContainer,
        rules: [WatchedPath],
        engine: EngineClient,
        link: EngineLink,
        limits: SyncLimits,
        history: PathHistory,
        manifests: ServiceManifests
    ) {
        self.container = container
        self.rules = rules
        self.engine = engine
        self.link = link
        self.limits = limits
        self.history = history
        self.manifests = manifests
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
                continuation.resume(returning: .deferred)
            }
        }
    }

    /// Ends the lane; requests that wait are deferred.
    func close() {
        let former = state.withLock { $0.close() }
        wakeup.finish()
        switch former {
        case .serving(let stream): stream.close()
        case .resting(let hurry): hurry.signal()
        case .opening, .closed: break
        }
        deferRequests()
    }

    /// Breaks the connection to the container: nobody answers at its other end.
    func disconnect() {
        if case .serving(let stream) = state.withLock({ $0.phase }) { stream.close() }
    }

    /// Makes the next attempt now, if there was to be a pause before it.
    func hurry() {
        if case .resting(let hurry) = state.withLock({ $0.phase }) { hurry.signal() }
    }

    /// Keeps the container up to date until the lane is closed or the task cancelled.
    func run(report: (Report) async -> Void) async {
        defer { close() }
        var pause = Duration.milliseconds(50)
        var isDegraded = container.startedAt == nil
        while !isClosed, !Task.isCancelled {
            if link.isLost {
                // Whoever follows the engine's events says when it is back; what is brought is said after that.
                await rest(.seconds(1)) { link.isLost }
                continue
            }
            do {
                try await open(isDegraded: isDegraded, report) { pause = .milliseconds(50) }
            } catch is CancellationError {
                break
            } catch {
                switch await condition() {
                case .gone: return
                case .unknown: break
                case .serving:
                    switch error {
                    case ShellChannel.Failure.lost: break
                    case ShellChannel.Failure.unavailable(let reason):
                        isDegraded = true
                        await report(.degraded(reason: reason))
                    case ShellChannel.Failure.untrustworthy(let reason):
                        isDegraded = true
                        await report(.degraded(reason: "the receiver in container '\(container.name)' \(reason)"))
                    // The engine is back already; the loss is told of by who follows its events.
                    case let error as EngineError where error.isLossOfEngine: break
                    default: await report(.unreachable(reason: "\(error)"))
                    }
                }
            }
            await rest(pause)
            pause = min(pause * 2, .seconds(5))
        }
    }

    /// Opens a channel and serves the container through it.
    private func open(
        isDegraded: Bool,
        _ report: (Report) async -> Void,
        _ begin: () -> Void
    ) async throws {
        if isDegraded {
            let channel = try await ArchiveChannel.open(
                engine,
                container: container.id,
                user: container.user,
                limits: limits
            )
            return try await serve(channel, converges: container.startedAt != nil, report)
        }
        try await ShellChannel.with(
            engine,
            container: container.id,
            user: container.user,
            targets: targets.map { rules[$0].container },
            limits: limits
        ) { channel in
            guard state.withLock({ $0.serve(channel.stream) }) else { return }
            defer { state.withLock { $0.open() } }
            begin()
            try await serve(channel, converges: true, report)
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
            guard state.isRunning == (container.startedAt != nil) else { return .gone }
            guard container.startedAt == nil || state.startedAt == container.startedAt else { return .gone }
            return state.isPaused ? .unknown : .serving
        } catch EngineError.notFound {
            return .gone
        } catch {
            _ = await link.check()
            return .unknown
        }
    }

    private var isClosed: Bool {
        if case .closed = state.withLock({ $0.phase }) { true } else { false }
    }

    private func deferRequests() {
        let requests = state.withLock { $0.takeAll() }
        for request in requests { request.reply.resume(returning: .deferred) }
    }

    private func serve(
        _ channel: some ContainerChannel,
        converges: Bool,
        _ report: (Report) async -> Void
    ) async throws {
        let mounts = targets.flatMap { container.obstacles(below: rules[$0].container).keys }
        var tree = ContainerTree(owner: channel.owner, history: history, mounts: Set(mounts))
        if converges { try await converge(channel, &tree, report) }
        var waiting = wakeup.makeIterator()
        repeat {
            while let request = state.withLock({ $0.takeFirst() }) {
                do {
                    let application = try await carryOut(request.paths, channel, &tree)
                    request.reply.resume(returning: .applied(application))
                } catch {
                    request.reply.resume(returning: .deferred)
                    throw error
                }
            }
        } while await waiting.next() != nil
    }

    private func converge(
        _ channel: some ContainerChannel,
        _ tree: inout ContainerTree,
        _ report: (Report) async -> Void
    ) async throws {
        let start = ContinuousClock.now
        var paths: [RuleID: Set<FilePath>] = [:]
        var isComplete = true
        var application = Application()
        for (target, rule) in targets.enumerated() {
            let (differences, comparison, observation) = try await TreeComparison.differences(
                of: rules[rule],
                target: target,
                history: history,
                in: channel,
                &tree
            )
            isComplete = isComplete && comparison
            application.note(manifests.forget(rule, unless: observation), of: rule)
            if !differences.isEmpty { paths[rule] = Set(differences) }
        }
        guard !paths.isEmpty || !application.doubts.isEmpty else { return }
        application = try await carryOut(paths, channel, &tree, after: application)
        await report(.converged(application, elapsed: .now - start, rules: Set(paths.keys), isComplete: isComplete))
    }

    /// - Parameter earlier: what was noted before; the result goes on from there.
    private func carryOut(
        _ paths: [RuleID: Set<FilePath>],
        _ channel: some ContainerChannel,
        _ tree: inout ContainerTree,
        after earlier: Application = Application()
    ) async throws -> Application {
        var result = earlier
        for (target, rule) in targets.enumerated() {
            guard let changed = paths[rule] else { continue }
            let definition = rules[rule]
            var (operations, observation, refusals) = tree.operations(for: changed, of: definition)
            let directories = tree.unknownDirectories(in: operations)
            if !directories.isEmpty, let found = try await channel.look(at: directories, target: target) {
                tree.noteOfImage(found, of: definition)
            }
            result.failures += refusals.map { (rule, definition.hostPath(of: $0.path), $0) }
            if container.startedAt == nil {
                // Nothing can be deleted in a container that does not run: the comparison at its start makes up for it.
                operations.removeAll {
                    switch $0 {
                    case .delete, .removeDirectory: true
                    case .directory, .file, .symbolicLink: false
                    }
                }
            }
            guard !operations.isEmpty else {
                result.note(manifests.forget(rule, unless: observation), of: rule)
                continue
            }
            let began = FileMetadata.Timestamp.now
            let outcome = try await channel.apply(operations, target: target)
            for (path, metadata) in outcome.read { observation.present[definition.hostPath(of: path)] = metadata }
            for path in outcome.unsettled {
                observation.present[definition.hostPath(of: path)] = nil
                observation.absent.insert(definition.hostPath(of: path))
            }
            result.note(manifests.forget(rule, unless: observation), of: rule)
            let undone = Set(outcome.failures.map(\.path)).union(outcome.unsettled)
            let done = operations.filter { !undone.contains($0.path) }
            for operation in done where !outcome.absent.contains(operation.path) {
                result.deleted.add(tree.deletionCount(of: operation))
                result.written.addWritten(operation)
            }
            tree.record(done, read: outcome.read.filter { !$0.value.isFresh(at: began) })
            result.failures += outcome.failures.map { failure in
                var plain = failure
                plain.reason.replace(container.id.rawValue, with: container.name)
                return (rule, definition.hostPath(of: failure.path), plain)
            }
        }
        return result
    }
}
