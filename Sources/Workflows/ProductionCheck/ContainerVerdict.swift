import EngineAPI

/// Says from what an engine tells of a container whether that is ready: pure.
enum ContainerVerdict {
    /// How it is ready, in one word; `nil` where it is not.
    ///
    /// - Parameter isKnownReady: whether its own health check has passed already, though the engine may not know.
    static func word(for inspection: ContainerInspection, isKnownReady: Bool) -> String? {
        let state = inspection.state
        switch state.status {
        case .running:
            switch state.health?.status {
            case .healthy: return "healthy"
            case nil, .some(.none): return "running"
            case .starting, .unhealthy: return isKnownReady && state.health?.status == .starting ? "healthy" : nil
            }
        // A job that is done, and that the engine is not to start again.
        case .exited where state.exitCode == 0:
            switch inspection.hostConfig.restartPolicy?.name {
            case nil, .no, .onFailure: return "done"
            case .always, .unlessStopped: return nil
            }
        default: return nil
        }
    }

    /// Why it is not ready.
    static func reason(for inspection: ContainerInspection) -> String {
        let state = inspection.state
        return switch state.status {
        case .created: state.error.isEmpty ? "not started" : "not started: \(state.error)"
        case .exited, .dead: "exited with code \(state.exitCode)"
        case .restarting: "keeps restarting, last with code \(state.exitCode)"
        case .running: state.health?.status == .unhealthy ? "unhealthy" : "not healthy in time"
        default: "\(state.status)"
        }
    }
}
