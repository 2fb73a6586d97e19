/// One step of a plan that is about to be carried out.
package struct PlannedStep: Sendable, Hashable, Encodable {
    /// Its number within the plan, from 1.
    package var step: Int
    /// What it does.
    package var action: StepAction
    /// What it does that to.
    package var subject: EventSubject
    /// Why, in the plan's own words: `it does not exist`, `environment.DEBUG: false → true`.
    package var cause: String
    /// The steps that have to be done before.
    package var after: [Int]
    /// The step as a line of the plan's text: `3. create container hq-db-1 after 1, 2  # it does not exist`.
    package var text: String

    /// Describes a step.
    package init(step: Int, action: StepAction, subject: EventSubject, cause: String, after: [Int], text: String) {
        self.step = step
        self.action = action
        self.subject = subject
        self.cause = cause
        self.after = after
        self.text = text
    }
}
