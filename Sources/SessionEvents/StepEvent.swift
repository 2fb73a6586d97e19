/// Progress of one step of a plan, such as creating a container.
package struct StepEvent: Sendable, Hashable {
    /// What the step acts on, as people see it: `Container hq-backend-1`.
    package var subject: String
    /// How far it is.
    package var phase: Phase

    /// How far a step is; `started` is followed by exactly one of the others.
    package enum Phase: Sendable, Hashable {
        /// It began; the text is its present participle, such as `Creating`.
        case started(String)
        /// It is done; the text is its past participle, such as `Created`, and the duration is its own.
        case finished(String, Duration)
        /// It failed; the text is the first line of the reason.
        case failed(String)
    }

    /// Creates an event.
    package init(subject: String, phase: Phase) {
        self.subject = subject
        self.phase = phase
    }
}
