package import SessionEvents

extension SessionEvent {
    /// Whether the event tells of a warning or a failure.
    package var reportsTrouble: Bool {
        switch self {
        case .warning, .watch(.failed), .watch(.engineLost), .watch(.engineBack), .watch(.suspended): true
        case .step(let step): if case .failed = step.phase { true } else { false }
        case .readiness(let readiness): if case .failed = readiness.state { true } else { false }
        case .build(let build): if case .failed = build.phase { true } else { false }
        case .pull(let pull): if case .failed = pull.phase { true } else { false }
        default: false
        }
    }
}
