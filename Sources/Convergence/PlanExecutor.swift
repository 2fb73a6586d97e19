package import ComposeModel
import DependencyGraphs
package import EngineClient
package import Reconciliation
package import SessionEvents

/// Carries a plan out: each step as soon as those before it are done, one engine call a step, no decisions.
///
/// When a step fails, what depends on it is abandoned; waits, builds and pulls are cut short; the other steps are carried
/// out, so that no container is left half replaced. Cancellation ends the calls that are under way; the next plan starts
/// from what is then there.
package struct PlanExecutor: Sendable {
    private let client: EngineClient
    private let project: Project
    private let events: any SessionEventSink
    private let options: Options

    /// How plans are carried out.
    package struct Options: Sendable, Hashable {
        /// How long a container may take to become ready; `nil` is as long as the engine's own verdict takes.
        package var readinessLimit: Duration?
        /// Whether images are built without the cache.
        package var buildsWithoutCache = false
        /// Whether base images are pulled anew for a build.
        package var pullsBaseImages = false
        /// Build arguments that override the project's.
        package var buildArguments: [String: String] = [:]
        /// The version that is written into labels.
        package var toolVersion: String

        /// Creates options with the defaults of `up`.
        package init(toolVersion: String) {
            self.toolVersion = toolVersion
        }
    }

    /// Creates an executor.
    package init(client: EngineClient, project: Project, events: any SessionEventSink, options: Options) {
        self.client = client
        self.project = project
        self.events = events
        self.options = options
    }

    /// Carries the plan out.
    ///
    /// - Returns: when each container was started and ready.
    /// - Throws: ``ConvergenceError`` with everything that failed, `CancellationError`.
    @discardableResult
    package func execute(_ plan: Plan) async throws -> StartupRecord {
        let signal = FailureSignal()
        let runner = StepRunner(
            client: client,
            project: project,
            events: events,
            signal: signal,
            options: options
        )
        // A plan's graph has no cycles: each step's dependencies have smaller numbers.
        guard var schedule = try? DependencySchedule(plan.graph) else { return StartupRecord() }
        let clock = ContinuousClock()
        let began = clock.now
        var record = StartupRecord()
        var failures: [ConvergenceError] = []
        try await withThrowingTaskGroup(of: (PlanStep, Result<ReadinessWaiter.Outcome?, any Error>).self) { group in
            func start(_ ids: [Int]) {
                for step in ids.compactMap(plan.step) {
                    group.addTask {
                        do {
                            return (step, .success(try await runner.run(step.operation)))
                        } catch {
                            return (step, .failure(error))
                        }
                    }
                }
            }
            start(schedule.start())
            while let (step, result) = try await group.next() {
                switch result {
                case .success(let outcome):
                    record.note(step, at: clock.now - began, outcome, in: plan)
                    start(schedule.finish(step.id))
                case .failure(let error):
                    try Task.checkCancellation()
                    if !(error is FailureSignal.Interruption) { failures.append(Self.failure(of: step, error)) }
                    _ = schedule.fail(step.id)
                    signal.fire()
                }
            }
        }
        record.total = clock.now - began
        if failures.count > 1 { throw ConvergenceError.several(failures) }
        if let failure = failures.first { throw failure }
        return record
    }

    private static func failure(of step: PlanStep, _ error: any Error) -> ConvergenceError {
        switch error {
        case let error as ConvergenceError: error
        case let error as ReadinessFailure: .notReady(error)
        case let error as EngineError: .engine(step.operation, error)
        default: .engine(step.operation, .protocolViolation(request: "\(step.operation)", reason: "\(error)"))
        }
    }
}
