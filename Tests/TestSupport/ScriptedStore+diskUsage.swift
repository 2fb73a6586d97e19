package import EngineAPI
import EngineServer
import Synchronization

extension ScriptedStore {
    /// Says how much room things take.
    package func setDiskUsage(_ change: @Sendable (inout DiskUsage) -> Void) {
        state.withLock { change(&$0.diskUsage) }
    }

    package func diskUsage(of kinds: [DiskUsage.Kind]) async throws -> DiskUsage {
        try await reach(.diskUsage, kinds.map(\.rawValue).joined(separator: ","))
        return state.withLock(\.diskUsage)
    }

    package func removeBuildCache() async throws -> BuildCacheRemoval {
        try await reach(.removeBuildCache)
        return state.withLock { state in
            let unused = state.diskUsage.buildCache.filter { !$0.isInUse }
            state.diskUsage.buildCache.removeAll { !$0.isInUse }
            let freed = unused.filter { !$0.isShared }.reduce(Int64(0)) { $0 + $1.size }
            return BuildCacheRemoval(removed: unused.map(\.id), freed: freed)
        }
    }
}
