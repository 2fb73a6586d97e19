import EngineAPI
import SessionEvents

extension Session {
    /// Runs `body` as a step on a container, which belongs to no plan, and tells how it goes.
    ///
    /// - Throws: what `body` throws.
    func step<Value>(
        _ action: StepAction,
        on container: ContainerSummary,
        _ body: () async throws -> Value
    ) async throws -> Value {
        let subject = EventSubject.container(container)
        let stopwatch = stopwatch
        events.emit(.stepBegan(action: action), about: subject)
        do {
            let value = try await body()
            events.emit(.stepDone(action: action, elapsed: Seconds(stopwatch.elapsed)), about: subject)
            return value
        } catch {
            events.emit(.stepFailed(action: action), about: subject)
            throw error
        }
    }
}

extension PlannedStep {
    /// A step on a container that belongs to no plan.
    ///
    /// - Parameter text: the line that people see of it.
    init(_ action: StepAction, on container: ContainerSummary, number: Int = 1, text: String) {
        self.init(action, on: .container(container), number: number, text: text)
    }

    /// A step that belongs to no plan.
    ///
    /// - Parameter text: the line that people see of it.
    init(_ action: StepAction, on subject: EventSubject, number: Int = 1, text: String) {
        self.init(step: number, action: action, subject: subject, cause: "asked for", after: [], text: text)
    }
}
