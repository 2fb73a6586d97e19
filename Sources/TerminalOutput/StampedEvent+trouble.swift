package import SessionEvents

extension StampedEvent {
    /// Whether the event tells of a warning or a failure.
    package var reportsTrouble: Bool {
        switch action {
        case .diagnosed, .stepFailed, .unready, .buildFailed, .pullFailed, .pushFailed, .applyFailed, .engineLost,
            .engineBack,
            .suspended, .modelRejected, .modelFailed:
            true
        default: false
        }
    }

    /// Whether it belongs to what a builder writes, as opposed to what is said of the build as a whole.
    var isBuildOutput: Bool {
        switch action {
        case .buildStepBegan, .buildStepDone, .buildOutput: true
        default: false
        }
    }
}
