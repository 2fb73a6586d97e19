import ComposeModel
import Convergence
import EngineAPI
import EngineClient
import Reconciliation
import SessionEvents

/// Follows the output of a project's containers, those that start later included.
struct LogFollower: Sendable {
    let session: Session
    private let services: Set<ServiceName>
    /// Whether a service is followed beside those that were named; `nil` is never.
    var alsoFollows: (@Sendable (ServiceName) -> Bool)?
    private var turns: LineTurns
    private let showsTime: Bool
    /// What was shown before the engine was lost, for one that goes on after that.
    private var progress: LogProgress?
    /// Which of a service's containers is followed, from 1; `nil` is all.
    var index: Int?
    /// From when on lines are shown; `nil` is from the beginning.
    var since: EngineTimestamp?
    /// Until when lines are shown; `nil` is as long as it is followed.
    var until: EngineTimestamp?

    /// Where following begins in containers that run already.
    enum Beginning: Sendable, Hashable {
        /// With the first line.
        case beginning
        /// With the last so many lines.
        case tail(Int)
    }

    /// Creates a follower.
    ///
    /// - Parameter services: those that are followed; empty means all.
    init(_ session: Session, services: Set<ServiceName>, showsTime: Bool = false) {
        self.session = session
        self.services = services
        self.showsTime = showsTime
        turns = LineTurns(session)
    }

    private var events: any SessionEventSink { session.events }

    /// The same, able to go on after the engine was lost.
    func resumable() -> LogFollower {
        var follower = self
        follower.progress = LogProgress()
        return follower
    }

    /// The same, going on after the engine was lost: a line that was being shown then is not finished any more.
    func resumed() -> LogFollower {
        var follower = self
        follower.turns = LineTurns(session)
        return follower
    }

    /// Follows as long as `body` runs, then shows what is left of the output of containers that ended.
    ///
    /// When `body` begins, the engine's events are being listened to: the output of whatever it starts is shown from its
    /// first line to its last, even if that was long over when the start was heard of. Each run's end is told after its
    /// last line. Containers that still run when `body` has ended are followed no longer.
    ///
    /// - Parameter beginning: where to begin in containers that are there already.
    /// - Throws: what `body` throws, `EngineError`, `CancellationError`.
    func follow<Value: Sendable>(
        from beginning: Beginning,
        while body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let stream = try await session.containerEvents("start", "die", "destroy")
        let starts = try await starts(of: try await containers(), from: beginning)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            var followed: [ContainerID: FollowedContainer] = [:]
            for (container, start) in starts {
                followed[container.id] = follow(container.id, .container(container), from: start, in: &group)
            }
            let (signals, continuation) = AsyncStream<EngineEvent>.makeStream(bufferingPolicy: .bufferingOldest(4_096))
            async let outcome = pump(stream, into: continuation, while: body)
            for await event in signals { handle(event, &followed, in: &group) }
            let result: Result<Value, any Error>
            do {
                result = .success(try await outcome)
            } catch {
                // What containers wrote last may be what explains the failure.
                try Task.checkCancellation()
                result = .failure(error)
            }
            try await finish(&followed, in: &group)
            return try result.get()
        }
    }

    /// Where to begin in each of the containers that are there already.
    private func starts(
        of present: [ContainerSummary],
        from beginning: Beginning
    ) async throws -> [(ContainerSummary, ContainerFollower.Beginning)] {
        if let progress { return try await resumptions(of: present, progress) }
        let count: Int? = if case .tail(let count) = beginning { count } else { nil }
        return try await withThrowingTaskGroup(of: (ContainerSummary, ContainerFollower.Beginning).self) { group in
            for container in present {
                let follower = follower(of: container.id, .container(container))
                group.addTask {
                    (container, try await follower.beginning(tail: count, isRunning: container.isActive))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Where to go on in each of the containers that are there: behind what was shown, or behind what there was at first.
    private func resumptions(
        of present: [ContainerSummary],
        _ progress: LogProgress
    ) async throws -> [(ContainerSummary, ContainerFollower.Beginning)] {
        if !progress.hasBegun {
            progress.begin(
                with: try await withThrowingTaskGroup(of: (ContainerID, ContainerFollower.Position).self) { group in
                    for container in present {
                        let follower = follower(of: container.id, .container(container))
                        group.addTask { (container.id, try await follower.end(isRunning: container.isActive)) }
                    }
                    return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
                }
            )
        }
        return present.map { container in
            let position =
                progress.position(of: container.id) ?? ContainerFollower.Position(shown: ShownOutput(from: since))
            return (container, .resumed(position, isRunning: container.isActive))
        }
    }

    private func containers() async throws -> [ContainerSummary] {
        try await session.client.containers(all: true, filters: session.ownObjects)
            .filter { isFollowed(ComposeLabels($0.labels)) }
            .sorted { $0.name < $1.name }
    }

    /// Shows what is left of the containers that have ended, and lets go of the others.
    private func finish(
        _ followed: inout [ContainerID: FollowedContainer],
        in group: inout ThrowingTaskGroup<Void, any Error>
    ) async throws {
        for container in try await containers() {
            if followed[container.id] == nil {
                // Its start was not heard of yet.
                followed[container.id] = follow(container.id, .container(container), from: .all, in: &group)
            }
            if container.isActive { followed.removeValue(forKey: container.id)?.dismiss() }
        }
        for container in followed.values { container.finish() }
        try await group.waitForAll()
    }

    /// Hands the engine's events on as long as `body` runs.
    private func pump<Value: Sendable>(
        _ stream: EngineEvents,
        into continuation: AsyncStream<EngineEvent>.Continuation,
        while body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        defer { continuation.finish() }
        let value = try await firstValue(
            of: Value.self,
            among: [
                { try await body() },
                {
                    for try await event in stream {
                        if case .dropped = continuation.yield(event) {
                            events.emit(.warning("too much happens at once: some containers' output is not shown"))
                        }
                    }
                    try Task.checkCancellation()
                    // An engine that is shut down ends its stream in good order.
                    throw EngineError.connectionClosed(request: "GET /events")
                },
            ]
        )
        guard let value else { throw CancellationError() }
        return value
    }

    private func handle(
        _ event: EngineEvent,
        _ followed: inout [ContainerID: FollowedContainer],
        in group: inout ThrowingTaskGroup<Void, any Error>
    ) {
        let attributes = event.actor.attributes
        let labels = ComposeLabels(attributes)
        guard let id = event.container, isFollowed(labels) else { return }
        if event.action == .destroy {
            followed.removeValue(forKey: id)?.finish()
            return
        }
        let container =
            followed[id]
            ?? follow(id, .container(attributes["name"] ?? id.shortForm, labels), from: .all, in: &group)
        followed[id] = container
        switch event.action {
        case .start: container.tell(.started)
        case .die: container.tell(.died(code: event.exitCode ?? 0, at: event.timestamp))
        default: break
        }
    }

    private func isFollowed(_ labels: ComposeLabels) -> Bool {
        guard !labels.isOneOff, index.map({ $0 == labels.containerNumber }) ?? true else { return false }
        if labels.belongs(toAnyOf: services) { return true }
        guard let alsoFollows, let service = labels.service else { return false }
        return alsoFollows(service)
    }

    private func follow(
        _ container: ContainerID,
        _ subject: EventSubject,
        from beginning: ContainerFollower.Beginning,
        in group: inout ThrowingTaskGroup<Void, any Error>
    ) -> FollowedContainer {
        let ends = PendingEnds()
        let follower = follower(of: container, subject, ends: ends)
        // Of many runs in a short time only the last ones need to be told: each reading goes on where the last one ended.
        let (signals, teller) = AsyncStream<ContainerFollower.Signal>.makeStream(bufferingPolicy: .bufferingNewest(64))
        let (dismissal, dismisser) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        group.addTask { try await follower.run(from: beginning, signals: signals, dismissal: dismissal) }
        return FollowedContainer(signals: teller, dismissal: dismisser, ends: ends)
    }

    private func follower(
        of container: ContainerID,
        _ subject: EventSubject,
        ends: PendingEnds = PendingEnds()
    ) -> ContainerFollower {
        ContainerFollower(
            container: container,
            subject: subject,
            source: Logs.source(of: subject.name, in: session.name),
            client: session.client,
            events: events,
            turns: turns,
            showsTime: showsTime,
            progress: progress,
            since: since,
            until: until,
            ends: ends
        )
    }
}

/// The way to tell a container's follower what happened.
private struct FollowedContainer: Sendable {
    let signals: AsyncStream<ContainerFollower.Signal>.Continuation
    let dismissal: AsyncStream<Void>.Continuation
    let ends: PendingEnds

    func tell(_ signal: ContainerFollower.Signal) {
        if case .died(_, let time) = signal { ends.note(time) }
        signals.yield(signal)
    }
    /// Nothing more will happen: it may end when everything is shown.
    func finish() { signals.finish() }
    /// It may end at once.
    func dismiss() { dismissal.finish() }
}

extension ContainerSummary {
    /// Whether it writes, or will be started again by the engine itself.
    fileprivate var isActive: Bool { [.running, .stopping, .paused, .restarting].contains(state) }
}
