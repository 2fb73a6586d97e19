import EngineClient

extension EngineError {
    /// The engine's words without the request that they answer.
    var plainReason: String {
        switch self {
        case .notFound(_, let message), .conflict(_, let message), .rejected(_, _, let message):
            "the engine refused: \(message)"
        default: "\(self)"
        }
    }
}
