extension EngineError {
    /// Whether it tells that nobody answers at the engine's socket any more, rather than what an engine said.
    package var isLossOfEngine: Bool {
        switch self {
        case .socketMissing, .permissionDenied, .connectionRefused, .connectionFailed, .connectionTimedOut,
            .connectionClosed, .timedOut:
            true
        default: false
        }
    }
}
