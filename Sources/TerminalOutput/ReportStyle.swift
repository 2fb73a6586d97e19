import SessionEvents

/// How events are shown to people.
package struct ReportStyle: Sendable, Hashable {
    /// Whether colours are used.
    package var isColoured = false
    /// How the program was called, with the options that a command in a hint has to repeat.
    package var program = "engarde"
    /// Whether each plan is shown, with the causes of its steps, before it is carried out.
    package var showsPlans = false
    /// Whether nothing of builds is shown but failures.
    package var hidesBuilds = false
    /// Whether of pulls only their ends are shown.
    package var hidesPulls = false

    /// Plain text with everything but plans.
    package init() {}

    /// Whether the event is to be shown at all.
    func shows(_ event: StampedEvent) -> Bool {
        switch event.action {
        case .buildBegan, .buildStepBegan, .buildStepDone, .buildOutput, .buildDone: !hidesBuilds
        case .pullBegan, .pullProgressed: !hidesPulls
        default: true
        }
    }
}
