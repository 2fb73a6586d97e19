import EngineClient

extension EngineError {
    /// Whether it tells that nobody answers at the engine's socket any more, rather than what an engine said.
    var isLossOfEngine: Bool {
        switch self {
        case .socketMissing, .permissionDenied, .connectionRefused, .connectionFailed, .connectionTimedOut,
            .connectionClosed, .timedOut:
            true
        default: false
        }
    }

    /// The engine's words without the request that they answer.
    var plainReason: String {
        switch self {
        case .notFound(_, let message), .conflict(_, let message), .rejected(_, _, let message):
            "the engine refused: \(message)"
        default: "\(self)"
        }
    }
}
