/// Which step of which plan an event belongs to.
package struct StepReference: Sendable, Hashable, Encodable {
    /// The plan's number within the session, from 1.
    package var plan: Int
    /// The step's number within its plan, from 1.
    package var step: Int

    /// Refers to a step.
    package init(plan: Int, step: Int) {
        self.plan = plan
        self.step = step
    }
}
