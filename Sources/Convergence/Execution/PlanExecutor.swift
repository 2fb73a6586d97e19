import DependencyGraphs
import Diagnostics
package import EngineClient
package import Reconciliation
package import SessionEvents

/// Carries a plan out: each step as soon as those before it are done, one engine call a step, no decisions.
///
/// When a step fails, what depends on it is abandoned; waits, builds and pulls are cut short; the other steps are carried
/// out, so that no container is left half replaced. When the user asks to stop (``Interruption``), nothing new is begun,
/// and replacements under way are finished or undone. Cancellation ends the calls that are under way; the next plan
/// starts from what is then there.
package struct PlanExecutor: Sendable {
    private let client: EngineClient
    private let events: any SessionEventSink
    private let options: Options
    private let journal: (any ChangeJournal)?
    private let preparation: (any ContainerPreparation)?
    private let interruptions: ServiceInterruptions
    private let numbers: PlanNumbers
    private let clock: any Clock<Duration>
    private let wallClock: WallClock
    private let providers: ProviderHost?
    private let environment: [String: String]

    /// How plans are carried out.
    package struct Options: Sendable, Hashable {
        /// How long a container may take to become ready; `nil` is as long as the engine's own verdict takes.
        package var readinessLimit: Duration?
        /// Whether a service that does not become ready, though nothing has to wait for it, is a failure and no warning. It
        /// keeps nothing else from being done.
        package var failsWhenUnready = false
        /// Whether a warning is made, by whoever executes the plan, of what is not removed because somebody else uses it.
        package var toleratesUse = false
        /// How many steps are under way at once; `nil` is no limit.
        package var parallelLimit: Int?
        /// The services what whose hooks write is told, line by line; `nil` is none.
        package var hookAudience: HookAudience?

        /// Creates options with the defaults of `up`.
        package init() {}
    }

    /// Creates an executor.
    ///
    /// - Parameters:
    ///   - journal: where the changes that are under way are noted; `nil` is nowhere.
    ///   - preparation: what is done to containers before they are started.
    ///   - interruptions: the services that somebody else stops or replaces meanwhile.
    ///   - numbers: numbers the plans.
    ///   - clock: what limits, pauses and times are measured on.
    ///   - providers: what the programs work with that manage services in place of containers.
    ///   - wallClock: tells when files were made that are put into containers.
    ///   - environment: what programs get to see that steps need.
    package init(
        client: EngineClient,
        events: any SessionEventSink,
        options: Options,
        journal: (any ChangeJournal)? = nil,
        preparation: (any ContainerPreparation)? = nil,
        interruptions: ServiceInterruptions = ServiceInterruptions(),
        numbers: PlanNumbers = PlanNumbers(),
        clock: any Clock<Duration>,
        wallClock: WallClock = .system,
        providers: ProviderHost? = nil,
        environment: [String: String] = [:]
    ) {
        self.environment = environment
        self.providers = providers
        self.wallClock = wallClock
        self.clock = clock
        self.preparation = preparation
        self.interruptions = interruptions
        self.client = client
        self.events = events
        self.options = options
        self.journal = journal
        self.numbers = numbers
    }

    /// Carries the plan out.
    ///
    /// - Returns: when each container was started and ready.
    /// - Throws: ``ConvergenceError`` with everything that failed, `CancellationError`.
    @discardableResult
    package func execute(_ plan: Plan) async throws -> StartupRecord {
        let interruption = Interruption.current ?? Interruption()
        let events = events
        let announcement: @Sendable () -> Void = {
            guard !plan.stepsOfReplacements.isEmpty else { return }
            events.emit(.replacementsFinishing)
        }
        return try await interruption.shielding(announcement: announcement) {
            let outcome = try await carryOut(plan, heeding: interruption)
            guard interruption.isRequested else {
                if outcome.failures.count > 1 { throw ConvergenceError.several(outcome.failures) }
                if let failure = outcome.failures.first { throw failure }
                return outcome.record
            }
            try await finish(plan.completion(after: outcome.progress))
            throw CancellationError()
        }
    }

    private struct Outcome {
        var record = StartupRecord()
        var progress = PlanProgress()
        var failures: [ConvergenceError] = []
    }

    private func carryOut(_ plan: Plan, heeding interruption: Interruption) async throws -> Outcome {
        let signal = FailureSignal()
        let number = numbers.next()
        let runner = { (step: PlanStep) in
            StepRunner(
                step: step,
                events: StepEvents(
                    sink: events,
                    subject: step.operation.subject,
                    step: StepReference(plan: number, step: step.id)
                ),
                client: client,
                signal: signal,
                interruption: interruption.signal,
                options: options,
                preparation: preparation,
                interruptions: interruptions,
                clock: clock,
                wallClock: wallClock,
                providers: providers,
                environment: environment
            )
        }
        var outcome = Outcome()
        var schedule: DependencySchedule<Int>
        do {
            schedule = try DependencySchedule(plan.graph)
        } catch {
            throw ConvergenceError.planCycle(error.nodes)
        }
        if !plan.isEmpty { events.emit(.planBegan(plan: number, steps: plan.outline)) }
        let unbreakable = plan.stepsOfReplacements
        let journal = journal
        let stopwatch = Stopwatch(clock)
        try await withThrowingTaskGroup(of: (PlanStep, Result<ReadinessWaiter.Outcome?, any Error>).self) { group in
            var queue = StepQueue(limit: options.parallelLimit)
            func start(_ ids: [Int], _ outcome: inout Outcome) {
                guard !interruption.isRequested else { return }
                queue.add(ids.compactMap(plan.step))
                while let step = queue.next() {
                    outcome.progress.begun.insert(step.id)
                    let runner = runner(step)
                    group.addTask {
                        let entry = EngineChange(step.operation).flatMap { journal?.begin($0) }
                        do {
                            let result = try await runner.run(isBreakable: !unbreakable.contains(step.id))
                            if let entry { journal?.end(entry) }
                            return (step, .success(result))
                        } catch {
                            // Whether the engine goes on with a call that was cut short is not known.
                            if let entry, !Self.isCutShort(error) { journal?.end(entry) }
                            return (step, .failure(error))
                        }
                    }
                }
            }
            start(schedule.start(), &outcome)
            while let (step, result) = try await group.next() {
                queue.end(step)
                switch result {
                case .success(let reached):
                    outcome.progress.done.insert(step.id)
                    outcome.record.note(step, at: stopwatch.elapsed, reached, in: plan)
                    start(schedule.finish(step.id), &outcome)
                case .failure(let flaw as CompletedWithFlaw):
                    outcome.progress.done.insert(step.id)
                    outcome.failures.append(flaw.error)
                    start(schedule.finish(step.id), &outcome)
                case .failure(let error):
                    try Task.checkCancellation()
                    if !(error is FailureSignal.Interruption) {
                        outcome.failures.append(
                            Self.failure(of: step, error).holdingUp(plan.servicesWaiting(for: step.id))
                        )
                    }
                    _ = schedule.fail(step.id)
                    signal.fire()
                    start([], &outcome)
                }
            }
        }
        outcome.record.total = stopwatch.elapsed
        return outcome
    }

    /// Finishes what an interrupted plan began; what fails is said, since nobody waits for it any more.
    private func finish(_ completion: Plan) async throws {
        guard !completion.isEmpty else { return }
        let outcome = try await carryOut(completion, heeding: Interruption())
        for diagnostic in outcome.failures.flatMap(\.diagnostics) {
            events.emit(.warning(Diagnostic(code: diagnostic.code, severity: .warning, message: diagnostic.message)))
        }
    }

    private static func isCutShort(_ error: any Error) -> Bool {
        error is CancellationError || error is FailureSignal.Interruption
    }

    private static func failure(of step: PlanStep, _ error: any Error) -> ConvergenceError {
        switch error {
        case let error as ConvergenceError: error
        case let error as ReadinessFailure: .notReady(error)
        case let error as EngineError: .engine(step.operation, error)
        default: .step(step.operation, error)
        }
    }
}
