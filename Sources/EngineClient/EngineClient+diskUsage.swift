package import EngineAPI

extension EngineClient {
    /// Asks how much room objects take; that may take the engine a while.
    ///
    /// - Parameter kinds: the objects; an engine before version 1.42 of the API tells of all.
    /// - Source: `GET /system/df`.
    package func diskUsage(of kinds: [DiskUsage.Kind]) async throws -> DiskUsage {
        var request = EngineRequest(.get, "/system/df", about: .engine)
        for kind in kinds { request.add("type", kind.rawValue) }
        request.timeLimit = .none
        return try await call(request, returning: DiskUsage.self)
    }

    /// Removes what the builder keeps of earlier builds and no build uses, of whatever project.
    ///
    /// - Source: `POST /build/prune`.
    package func removeBuildCache() async throws -> BuildCacheRemoval {
        var request = EngineRequest(.post, "/build/prune", about: .engine)
        request.add("all", if: true)
        request.timeLimit = .none
        return try await call(request, returning: BuildCacheRemoval.self)
    }
}
