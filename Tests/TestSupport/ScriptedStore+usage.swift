package import EngineAPI
package import EngineServer
import OrderedCollections
import Synchronization

extension ScriptedStore {
    /// Who follows what a container uses.
    struct UsageFollower {
        var container: ContainerID
        var continuation: BackendStream<ContainerStatistics>.Continuation
    }

    package func processes(of container: ContainerID) async throws -> ContainerProcesses {
        try await reach(.processes, name(of: container))
        return try state.withLock { state in
            let found = try state.container(container).inspection
            guard found.state.isRunning else { throw BackendError.conflict("Container \(found.id) is not running") }
            let command = ((found.config.entrypoint ?? []) + (found.config.cmd ?? [])).joined(separator: " ")
            return ContainerProcesses(
                titles: ["UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"],
                processes: [["root", "\(found.state.pid)", "1", "0", "00:00", "?", "00:00:00", command]]
            )
        }
    }

    package func statistics(
        of container: ContainerID,
        follows: Bool
    ) async throws -> BackendStream<ContainerStatistics> {
        try await reach(.statistics, name(of: container))
        let (stream, continuation) = BackendStream<ContainerStatistics>.makeStream()
        let follower: Int? = try state.withLock { state in
            let found = try state.container(container)
            if product == .podman, !found.inspection.state.isRunning {
                continuation.finish()
                return nil
            }
            continuation.yield(state.usage[found.inspection.id] ?? ContainerStatistics())
            guard follows, found.inspection.state.isRunning else {
                continuation.finish()
                return nil
            }
            let id = state.nextSerial()
            state.usageFollowers[id] = UsageFollower(container: found.inspection.id, continuation: continuation)
            return id
        }
        if let follower {
            continuation.onTermination = { [weak self] _ in self?.afterwards { $0.usageFollowers[follower] = nil } }
        }
        return stream
    }

    /// Says what a container uses from now on; whoever follows it is told.
    package func setUsage(
        of container: String,
        _ change: @Sendable (inout ContainerStatistics) -> Void
    ) throws {
        try state.withLock { state in
            let id = try state.container(ContainerID(container)).inspection.id
            var usage = state.usage[id] ?? ContainerStatistics()
            change(&usage)
            state.usage[id] = usage
            for follower in state.usageFollowers.values where follower.container == id {
                follower.continuation.yield(usage)
            }
        }
    }
}
