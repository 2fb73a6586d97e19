import EngineClient

extension ConvergenceError {
    /// Whether anything failed because the engine cannot be reached any more.
    package var isLossOfEngine: Bool {
        switch self {
        case .engine(_, let error): error.isLossOfEngine
        case .holdingUp(_, let error): error.isLossOfEngine
        case .several(let errors): errors.contains(where: \.isLossOfEngine)
        default: false
        }
    }
}
