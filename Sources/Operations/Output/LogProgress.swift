import EngineAPI
import Synchronization

/// How far the output of each container was shown, so that following can go on there after the engine was lost.
final class LogProgress: Sendable {
    private struct State {
        var positions: [ContainerID: ContainerFollower.Position] = [:]
        var hasBegun = false
    }

    private let state = Mutex(State())

    /// Whether the containers that were there at first are known.
    var hasBegun: Bool { state.withLock(\.hasBegun) }

    /// Takes down what there is of the containers that are there at first.
    func begin(with positions: [ContainerID: ContainerFollower.Position]) {
        state.withLock { state in
            state.positions = positions
            state.hasBegun = true
        }
    }

    /// Takes down how far a container's output was shown.
    func note(_ position: ContainerFollower.Position, of container: ContainerID) {
        state.withLock { $0.positions[container] = position }
    }

    /// How far a container's output was shown; `nil` for one that was not heard of.
    func position(of container: ContainerID) -> ContainerFollower.Position? {
        state.withLock { $0.positions[container] }
    }
}
