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
        var written = 0
        var deleted = 0
        var failures: [(rule: Int, path: FilePath, failure: SyncFailure)] = []
        /// Paths at which the host had something else than its manifest says, by the index of the rule.
        var doubts: [Int: Set<FilePath>] = [:]

        mutating func note(_ paths: Set<FilePath>, of rule: Int) {
            if !paths.isEmpty { doubts[rule, default: []].formUnion(paths) }
        }
    }

    /// What the lane tells without being asked.
    enum Report: Sendable {
        /// The container was compared with the host and brought up to date; how long it took, and which rules needed it.
        ///
        /// `isComplete` is false if everything was sent since the channel cannot compare.
        case converged(Application, elapsed: Duration, rules: Set<Int>, isComplete: Bool)
        /// The channel could not be opened; it is tried again.
        case unreachable(reason: String)
        /// The image has no shell: files go through the archive endpoint.
        case degraded(reason: String)
    }

    private struct Request {
        var paths: [Int: Set<FilePath>]
        var reply: CheckedContinuation<Outcome, Never>
    }

    private struct State {
        var requests: [Request] = []
        var isClosed = false
    }

    let container: WatchedContainer
    private let rules: [WatchedPath]
    private let targets: [Int]
    private let engine: EngineClient
    private let history: PathHistory
    private let manifests: ServiceManifests
    private let state = Mutex(State())
    private let wakeup = Wakeup()

    /// - Parameters:
    ///   - rules: all rules of the service; those that copy are the targets.
    ///   - history: what was sent to containers of the service or deleted so far.
    ///   - manifests: what is known of the host; it is told what was found there.
    init(
        container: WatchedContainer,
        rules: [WatchedPath],
        engine: EngineClient,
        history: PathHistory,
        manifests: ServiceManifests
    ) {
        self.container = container
        self.rules = rules
        self.engine = engine
        self.history = history
        self.manifests = manifests
        targets = rules.indices.filter { rules[$0].copies && !container.hides(rules[$0].container) }
    }

    /// Whether no rule copies anything into the container.
    var hasNothingToCopy: Bool { targets.isEmpty }

    /// Brings files up to date.
    ///
    /// - Parameter paths: paths of the host by the index of the rule.
    func apply(_ paths: [Int: Set<FilePath>]) async -> Outcome {
        await withCheckedContinuation { continuation in
            let isClosed = state.withLock { state in
                if !state.isClosed { state.requests.append(Request(paths: paths, reply: continuation)) }
                return state.isClosed
            }
            if isClosed { continuation.resume(returning: .deferred) } else { wakeup.signal() }
        }
    }

    /// Ends the lane; requests that wait are deferred.
    func close() {
        state.withLock { $0.isClosed = true }
        wakeup.finish()
        deferRequests()
    }

    /// Keeps the container up to date until the lane is closed or the task cancelled.
    func run(report: (Report) async -> Void) async {
        defer { close() }
        var pause = Duration.milliseconds(50)
        var isDegraded = container.startedAt == nil
        while !state.withLock({ $0.isClosed }), !Task.isCancelled {
            do {
                if isDegraded {
                    let channel = try await ArchiveChannel.open(
                        engine,
                        container: container.id,
                        user: container.user
                    )
                    try await serve(channel, converges: container.startedAt != nil, report)
                } else {
                    let paths = targets.map { rules[$0].container }
                    try await ShellChannel.with(engine, container: container.id, user: container.user, targets: paths) {
                        pause = .milliseconds(50)
                        try await serve($0, converges: true, report)
                    }
                }
            } catch ShellChannel.Failure.unavailable(let reason) {
                guard await isRunning() else { break }
                isDegraded = true
                await report(.degraded(reason: reason))
            } catch is CancellationError {
                break
            } catch {
                if await isRunning(), !(error is ShellChannel.Failure) {
                    await report(.unreachable(reason: "\(error)"))
                }
            }
            deferRequests()
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(5))
        }
    }

    private func isRunning() async -> Bool {
        guard let state = try? await engine.inspectContainer(container.id).state else { return false }
        return state.isRunning && state.startedAt == container.startedAt
    }

    private func deferRequests() {
        let requests = state.withLock { state in
            defer { state.requests = [] }
            return state.requests
        }
        for request in requests { request.reply.resume(returning: .deferred) }
    }

    private func serve(
        _ channel: some ContainerChannel,
        converges: Bool,
        _ report: (Report) async -> Void
    ) async throws {
        var tree = ContainerTree(owner: channel.owner, history: history)
        if converges { try await converge(channel, &tree, report) }
        var waiting = wakeup.makeIterator()
        repeat {
            while let request = state.withLock({ $0.requests.isEmpty ? nil : $0.requests.removeFirst() }) {
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
        var paths: [Int: Set<FilePath>] = [:]
        var isComplete = true
        var application = Application()
        for (target, index) in targets.enumerated() {
            let (differences, comparison, observation) = try await TreeComparison.differences(
                of: rules[index],
                target: target,
                history: history,
                in: channel,
                &tree
            )
            isComplete = isComplete && comparison
            application.note(manifests.forget(index, unless: observation), of: index)
            if !differences.isEmpty { paths[index] = Set(differences) }
        }
        guard !paths.isEmpty || !application.doubts.isEmpty else { return }
        application = try await carryOut(paths, channel, &tree, after: application)
        await report(.converged(application, elapsed: .now - start, rules: Set(paths.keys), isComplete: isComplete))
    }

    /// - Parameter earlier: what was noted before; the result goes on from there.
    private func carryOut(
        _ paths: [Int: Set<FilePath>],
        _ channel: some ContainerChannel,
        _ tree: inout ContainerTree,
        after earlier: Application = Application()
    ) async throws -> Application {
        var result = earlier
        for (target, index) in targets.enumerated() {
            guard let changed = paths[index] else { continue }
            let rule = rules[index]
            var (operations, observation) = tree.operations(for: changed, of: rule)
            if container.startedAt == nil {
                // Nothing can be deleted in a container that does not run: the comparison at its start makes up for it.
                operations.removeAll { if case .delete = $0 { true } else { false } }
            }
            guard !operations.isEmpty else {
                result.note(manifests.forget(index, unless: observation), of: index)
                continue
            }
            let outcome = try await channel.apply(operations, target: target)
            for (path, metadata) in outcome.read { observation.present[rule.hostPath(of: path)] = metadata }
            for path in outcome.unsettled {
                observation.present[rule.hostPath(of: path)] = nil
                observation.absent.insert(rule.hostPath(of: path))
            }
            result.note(manifests.forget(index, unless: observation), of: index)
            let undone = Set(outcome.failures.map(\.path)).union(outcome.unsettled)
            let done = operations.filter { !undone.contains($0.path) }
            tree.record(done)
            for operation in done {
                if case .delete = operation { result.deleted += 1 } else { result.written += 1 }
            }
            result.failures += outcome.failures.map { (index, rule.hostPath(of: $0.path), $0) }
        }
        return result
    }
}

extension WatchedContainer {
    /// Whether a path of the container is in a directory of the host, which shows the files anyway.
    fileprivate func hides(_ path: FilePath) -> Bool {
        bindMounts.contains { path.isAtOrBelow(FilePath($0)) }
    }
}
