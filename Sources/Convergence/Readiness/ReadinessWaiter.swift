import ComposeModel
import Diagnostics
import EngineAPI
import EngineClient
import Reconciliation
import SessionEvents

/// Waits until a container is as ready as its dependents ask.
///
/// Three sources are listened to at once, and the first that knows decides: the engine's events (its own verdict on the
/// health check, and the container's end), the container's own health check run through exec at a short, backing-off
/// interval, and the limit of time.
struct ReadinessWaiter: Sendable {
    let client: EngineClient
    let events: StepEvents
    /// How long a container may take; `nil` is as long as the engine's own verdict takes.
    let limit: Duration?
    /// The services that somebody else stops or replaces meanwhile.
    let interruptions: ServiceInterruptions
    /// What the limit and all pauses are measured on.
    let clock: any Clock<Duration>

    /// What ended the waiting well.
    enum Outcome: Sendable, Hashable {
        /// Its health check passed.
        case healthy
        /// It runs, and has no health check.
        case running
        /// It ended with exit code 0.
        case completed
        /// It was replaced on purpose: whoever did that looks after the new one.
        case replaced
    }

    /// Waits.
    ///
    /// - Throws: ``ReadinessFailure``, `EngineError`, `CancellationError`.
    func wait(for wait: Operation.AwaitReadiness) async throws -> Outcome {
        let container = ContainerID(wait.name)
        let stopwatch = Stopwatch(clock)
        events.emit(.probing)
        let lastProbe = LastProbe()
        do {
            let outcome = try await outcome(of: container, wait, lastProbe, since: stopwatch)
            report(outcome, after: stopwatch.elapsed)
            return outcome
        } catch EngineError.notFound where interruptions.wasInterrupted(wait.service) {
            return .replaced
        } catch var failure as ReadinessFailure {
            let inspection = try? await client.inspectContainer(container)
            failure.lastProbe = inspection.flatMap(evidence) ?? lastProbe.value
            failure.hasMemoryLimit = (inspection?.hostConfig.memory ?? 0) > 0
            failure.logLines = await ContainerLogTail(client: client).lines(of: container, limit: 10)
            events.emit(.unready(diagnostic: wait.isRequired ? failure.diagnostic : failure.warningDiagnostic))
            throw failure
        }
    }

    /// What ends the waiting first.
    private func outcome(
        of container: ContainerID,
        _ wait: Operation.AwaitReadiness,
        _ lastProbe: LastProbe,
        since stopwatch: Stopwatch
    ) async throws -> Outcome {
        // The events are listened to before the state is looked at, so that nothing falls in between.
        let stream = try await client.events(
            filters: ["type": ["container"], "container": [wait.name]]
        )
        let state = try await standing(of: container, wait)
        if case .reached(let outcome) = state { return outcome }
        var ways: [@Sendable () async throws -> Outcome?] = [
            { try await outcomeByEvents(stream, wait) },
            { try await announce(wait, since: stopwatch, lastProbe) },
        ]
        if wait.condition != .completed {
            ways.append { try await outcomeByProbing(container, wait, lastProbe, isUnhealthy: state == .unhealthy) }
            if try await !client.capabilities.has(.healthChecks) {
                ways.append { try await outcomeByRequest(container, wait) }
            }
        }
        if try await !client.capabilities.has(.promptEnds) {
            ways.append { try await outcomeByLooking(at: container, wait) }
        }
        if let limit {
            ways.append {
                try await clock.sleep(for: limit)
                throw failure(wait, .timedOut(after: limit))
            }
        }
        guard let outcome = try await firstValue(of: Outcome.self, among: ways) else {
            throw failure(wait, .disappeared)
        }
        return outcome
    }

    private func report(_ outcome: Outcome, after time: Duration) {
        switch outcome {
        case .healthy: events.emit(.healthy(elapsed: Seconds(time)))
        case .completed: events.emit(.completed)
        case .running, .replaced: break
        }
    }

    /// What the engine knows of a container when the waiting begins.
    enum Standing: Equatable {
        /// There is nothing to wait for.
        case reached(Outcome)
        /// Its health check has failed as often as it may. The engine says so once, and has said it.
        case unhealthy
        /// It has to be waited for.
        case open
    }

    /// What the container's state says already.
    func standing(of container: ContainerID, _ wait: Operation.AwaitReadiness) async throws -> Standing {
        let state: ContainerState
        let hasHealthcheck: Bool
        let restarts: Int
        do {
            let inspection = try await client.inspectContainer(container)
            state = inspection.state
            restarts = inspection.restartCount
            hasHealthcheck = inspection.isChecked
        } catch EngineError.notFound {
            if interruptions.wasInterrupted(wait.service) { return .reached(.replaced) }
            throw failure(wait, .disappeared)
        }
        if interruptions.isInterrupted(wait.service) { return .open }
        switch (wait.condition, state.status) {
        case (_, .restarting) where restarts >= ContainerEnds.limit:
            throw failure(
                wait,
                .keepsRestarting(code: state.exitCode, times: restarts),
                wasOutOfMemory: state.wasOOMKilled
            )
        case (.completed, .exited), (.completed, .dead):
            if state.exitCode == 0 { return .reached(.completed) }
            let reason = ContainerEnds.lastEnd(code: state.exitCode, times: restarts + 1, wait.condition)
            throw failure(wait, reason, wasOutOfMemory: state.wasOOMKilled)
        case (.completed, _): return .open
        case (_, .exited) where isDone(wait, code: state.exitCode, isChecked: hasHealthcheck):
            return .reached(.completed)
        case (_, .exited), (_, .dead), (_, .removing):
            let reason = ContainerEnds.lastEnd(code: state.exitCode, times: restarts + 1, wait.condition)
            throw failure(wait, reason, wasOutOfMemory: state.wasOOMKilled)
        case (.healthy, _) where !hasHealthcheck: throw failure(wait, .noHealthcheck)
        case (.healthy, _), (.runningOrHealthy, _):
            guard hasHealthcheck else { return .open }
            return switch state.health?.status {
            case .healthy?: .reached(.healthy)
            // The engine calls every container unhealthy while it does not run.
            case .unhealthy? where state.status == .running: .unhealthy
            default: .open
            }
        }
    }

    private func outcomeByEvents(_ stream: EngineEvents, _ wait: Operation.AwaitReadiness) async throws -> Outcome? {
        var ends = ContainerEnds(condition: wait.condition)
        for try await event in stream {
            switch event.action {
            case .healthStatus(.healthy) where wait.condition != .completed: return .healthy
            case .healthStatus(.unhealthy) where wait.condition != .completed: throw failure(wait, .unhealthy)
            case .oom: ends.noteOutOfMemory()
            case .die where interruptions.isInterrupted(wait.service): continue
            case .destroy where interruptions.wasInterrupted(wait.service): return .replaced
            case .die:
                let code = event.exitCode ?? 0
                if wait.condition == .completed && code == 0 { return .completed }
                // A restart policy may bring it back.
                let inspection = try await inspection(of: ContainerID(wait.name))
                let state = inspection?.state
                let comesBack = state.map { $0.isRestarting || $0.isRunning } ?? false
                let isChecked = inspection?.isChecked ?? false
                if !comesBack, isDone(wait, code: code, isChecked: isChecked) { return .completed }
                if state?.wasOOMKilled ?? false { ends.noteOutOfMemory() }
                let restarts = inspection?.restartCount ?? 0
                if let reason = ends.noteEnd(code: code, comesBack: comesBack, restarts: restarts) {
                    throw failure(wait, reason, wasOutOfMemory: ends.wasOutOfMemory)
                }
            case .destroy: throw failure(wait, .disappeared)
            default: break
            }
        }
        try Task.checkCancellation()
        throw EngineError.connectionClosed(request: "GET /events")
    }

    /// Whether an end is no failure: of a job that is done, which nobody depends on.
    ///
    /// What has a health check is no job: whoever asked that it be ready did not ask that it end.
    private func isDone(_ wait: Operation.AwaitReadiness, code: Int, isChecked: Bool) -> Bool {
        guard wait.condition == .runningOrHealthy, code == 0 else { return false }
        return !wait.isRequired || (wait.dependents.isEmpty && !isChecked)
    }

    /// Says that the waiting goes on, at growing intervals.
    private func announce(
        _ wait: Operation.AwaitReadiness,
        since stopwatch: Stopwatch,
        _ lastProbe: LastProbe
    ) async throws -> Outcome? {
        var schedule = AnnouncementSchedule()
        while true {
            try await clock.sleep(for: schedule.time - stopwatch.elapsed)
            let waiting = EventAction.waiting(
                goal: wait.condition.goal,
                elapsed: Seconds(schedule.time),
                lastProbe: lastProbe.value
            )
            events.emit(waiting)
            schedule.advance()
        }
    }

    private func inspection(of container: ContainerID) async throws -> ContainerInspection? {
        do {
            return try await client.inspectContainer(container)
        } catch EngineError.notFound {
            return nil
        }
    }

    /// Waits until a container without a health check has run for a while: what ends at once was never ready.
    private func outcomeByRunning(_ container: ContainerID) async throws -> Outcome? {
        var lastStart: EngineTimestamp?
        while true {
            let state = try await client.inspectContainer(container).state
            if state.isRunning && !state.isRestarting && state.startedAt == lastStart { return .running }
            lastStart = state.startedAt
            try await clock.sleep(for: Self.settlingTime)
        }
    }

    /// How long a container without a health check has to run before it counts as ready.
    private static let settlingTime = Duration.milliseconds(500)

    /// Runs the container's own health check until it passes; a container without one has to keep running for a while.
    ///
    /// - Parameter isUnhealthy: whether the engine has given up: then the check is run once, since it may pass by now.
    private func outcomeByProbing(
        _ container: ContainerID,
        _ wait: Operation.AwaitReadiness,
        _ lastProbe: LastProbe,
        isUnhealthy: Bool
    ) async throws -> Outcome? {
        var isUnhealthy = isUnhealthy
        guard let probe = try await HealthProbe(of: container, client: client, clock: clock) else {
            if isUnhealthy { throw failure(wait, .unhealthy) }
            return wait.condition == .runningOrHealthy ? try await outcomeByRunning(container) : nil
        }
        var schedule = ProbeSchedule()
        var duration: Duration?
        while true {
            try await clock.sleep(for: schedule.next(afterProbeOf: duration))
            let stopwatch = Stopwatch(clock)
            let result = try await probe.run()
            duration = stopwatch.elapsed
            if result?.exitCode == 0 {
                await tellEngine(of: container)
                return .healthy
            }
            lastProbe.value = result ?? lastProbe.value
            guard isUnhealthy else { continue }
            // One that ended meanwhile is told of by its events, and starts anew.
            isUnhealthy = try await standing(of: container, wait) == .unhealthy
            if isUnhealthy { throw failure(wait, .unhealthy) }
        }
    }

    /// The engine's own last probe, which has the better claim to be shown.
    private func evidence(of inspection: ContainerInspection) -> ProbeResult? {
        guard let last = inspection.state.health?.log.last(where: { $0.exitCode != 0 }),
            let command = inspection.config.healthcheck?.commandText
        else { return nil }
        return ProbeResult(command: command, exitCode: last.exitCode, output: last.output)
    }

    func failure(
        _ wait: Operation.AwaitReadiness,
        _ reason: ReadinessFailure.Reason,
        wasOutOfMemory: Bool = false
    ) -> ReadinessFailure {
        ReadinessFailure(
            service: wait.service,
            container: wait.name,
            condition: wait.condition,
            dependents: wait.dependents,
            reason: reason,
            lastProbe: nil,
            logLines: [],
            wasOutOfMemory: wasOutOfMemory
        )
    }
}

extension ContainerInspection {
    /// Whether it has a health check.
    fileprivate var isChecked: Bool { config.healthcheck.map { !$0.isDisabled && !$0.test.isEmpty } ?? false }
}

extension Readiness {
    /// What is waited for, as events say it.
    fileprivate var goal: ReadinessGoal {
        switch self {
        case .healthy: .healthy
        case .runningOrHealthy: .runningOrHealthy
        case .completed: .completed
        }
    }
}
