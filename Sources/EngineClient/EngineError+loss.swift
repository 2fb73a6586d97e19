extension EngineError {
    /// Whether it tells that the engine cannot be reached any more, rather than what an engine said.
    package var isLossOfEngine: Bool {
        switch self {
        case .unreachable(_, let reason): reason.isPassing
        case .connectionClosed, .timedOut: true
        default: false
        }
    }

    /// Whether it tells that a connection which carried requests before has ended.
    var tellsOfClosing: Bool {
        switch self {
        case .connectionClosed, .unreachable(_, .programEnded): true
        default: false
        }
    }
}
